import { useServices, useSession } from '../state/services.tsx';
import { strings } from '../strings.ts';
import { Banner } from '../ui/banner.tsx';
import { Button } from '../ui/button.tsx';
import { Inline } from '../ui/layout.tsx';

const words = strings.desktop;

/** Asked once, after the first post that went out: then a person knows what it is for. */
export function LoginHint() {
  const { session } = useServices();
  const isDue = useSession((s) => {
    const { hasPublished, loginAsked, login } = s.shell ?? {};
    return hasPublished && !loginAsked && login?.canChange && !login.isOn;
  });
  if (!isDue) return null;
  const answers = (
    <Inline>
      <Button size="s" onPress={() => void session.shell().setLogin(true)}>
        {words.loginYes}
      </Button>
      <Button size="s" look="quiet" onPress={() => void session.shell().dismissLoginHint()}>
        {words.loginNo}
      </Button>
    </Inline>
  );
  return (
    <Banner tone="info" title={words.loginTitle} action={answers}>
      {words.loginText}
    </Banner>
  );
}
