import type { Keeping } from '../../core/rpc/secrets-contract.ts';
import { useServices, useSession } from '../state/services.tsx';
import { strings } from '../strings.ts';
import { Button } from '../ui/button.tsx';
import { Dialog } from '../ui/dialog.tsx';
import { Text } from '../ui/text.tsx';
import { useSecretsAct } from './use-secrets-act.ts';

const words = strings.secrets;

/** Asked at the moment when the first keys are to be kept and no keyring is there. */
export function SecretsQuestion() {
  const asks = useSession((s) => s.shell?.secrets.asks ?? false);
  const { session } = useServices();
  const act = useSecretsAct();
  if (!asks) return null;
  const answer = (how: Keeping | null) => void act(() => session.shell().keepSecrets(how));
  return (
    <Dialog
      title={words.askTitle}
      closeLabel={words.close}
      onClose={() => answer(null)}
      isAlert
      footer={
        <>
          <Button onPress={() => answer(null)}>{words.useNone}</Button>
          <Button look="danger" onPress={() => answer('plain')}>
            {words.usePlain}
          </Button>
          <Button look="primary" onPress={() => answer('session')}>
            {words.useSession}
          </Button>
        </>
      }
    >
      <Text as="p">{words.ask}</Text>
      <Text as="p">{words.askSession}</Text>
      <Text as="p">{words.askPlain}</Text>
      <Text as="p" look="small">
        {words.askNone}
      </Text>
    </Dialog>
  );
}
