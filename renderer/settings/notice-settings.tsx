import type { NoticeChoice } from '../../core/domain/notices.ts';
import { useServices, useSession } from '../state/services.tsx';
import { strings } from '../strings.ts';
import { Banner } from '../ui/banner.tsx';
import { Button } from '../ui/button.tsx';
import { Card } from '../ui/card.tsx';
import { Inline, Stack } from '../ui/layout.tsx';
import { Switch } from '../ui/switch.tsx';

const words = strings.desktop;
const KINDS: readonly (keyof NoticeChoice)[] = ['failures', 'firstSuccess', 'published'];

/** What a person hears of outside of the window, and whether they can be reached there. */
export function NoticeSettings() {
  const { session } = useServices();
  const choice = useSession((s) => s.shell?.notices);
  const problem = useSession((s) => s.shell?.noticeProblem);
  if (!choice) return null;
  return (
    <Card>
      <Stack gap={2}>
        {problem !== undefined && <Banner tone="warning">{problem}</Banner>}
        {KINDS.map((kind) => (
          <Switch
            key={kind}
            label={words.noticeKinds[kind]}
            isOn={choice[kind]}
            onChange={(isOn) => void session.shell().setNotice(kind, isOn)}
          />
        ))}
        <Inline>
          <Button size="s" onPress={() => void session.shell().testNotice()}>
            {words.testNotice}
          </Button>
        </Inline>
      </Stack>
    </Card>
  );
}
