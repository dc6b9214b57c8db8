import { useState } from 'react';
import type { Keeping, SecretsState } from '../../core/rpc/secrets-contract.ts';
import { useServices, useSession } from '../state/services.tsx';
import { strings } from '../strings.ts';
import { Banner } from '../ui/banner.tsx';
import { Button } from '../ui/button.tsx';
import { Inline, Stack } from '../ui/layout.tsx';
import { useSecretsAct } from './use-secrets-act.ts';

const words = strings.secrets;

/** Everything about keys that a person should know or decide; nothing while a keyring guards them. */
export function SecretsNotes() {
  const secrets = useSession((s) => s.shell?.secrets);
  if (!secrets) return null;
  const notes = [lockedNote, lostNote, plainNote, sessionNote].flatMap((note) => note(secrets) ?? []);
  if (notes.length === 0) return null;
  return (
    <Stack as="section" gap={2} aria-label={words.label}>
      {notes}
    </Stack>
  );
}

function lockedNote({ guard, waiting, storage }: SecretsState) {
  const isStorage = storage === 'waiting';
  if (guard !== 'locked' && waiting.length === 0 && !isStorage) return undefined;
  return (
    <Banner
      key="locked"
      tone="warning"
      title={guard === 'none' ? words.missingTitle : words.lockedTitle}
      action={<Retry />}
    >
      {words.locked(waiting, isStorage)}
    </Banner>
  );
}

function lostNote({ lost, storage }: SecretsState) {
  const isStorage = storage === 'lost';
  if (lost.length === 0 && !isStorage) return undefined;
  return (
    <Banner key="lost" tone="danger" title={words.lostTitle}>
      {words.lost(lost, isStorage)}
    </Banner>
  );
}

function plainNote({ guard, plain, agreed }: SecretsState) {
  // Where there is a keyring, or may be one, they are sealed as soon as it is there.
  if (plain === 0 || guard !== 'none') return undefined;
  return (
    <Banner
      key="plain"
      tone={agreed ? 'info' : 'warning'}
      title={words.plainTitle}
      action={
        <Inline gap={2} wrap>
          <Keep how="session" />
          {!agreed && <Keep how="plain" />}
        </Inline>
      }
    >
      {agreed ? words.agreed : words.plain}
    </Banner>
  );
}

function sessionNote({ session }: SecretsState) {
  if (session === 0) return undefined;
  return (
    <Banner key="session" tone="info" title={words.sessionTitle} action={<Keep how="plain" />}>
      {words.session}
    </Banner>
  );
}

function Retry() {
  const { session } = useServices();
  const [isBusy, setBusy] = useState(false);
  const act = useSecretsAct();
  const retry = async () => {
    setBusy(true);
    await act(() => session.shell().retryKeyring());
    setBusy(false);
  };
  return (
    <Button size="s" isPending={isBusy} onPress={() => void retry()}>
      {isBusy ? words.retrying : words.retry}
    </Button>
  );
}

function Keep({ how }: { readonly how: Keeping }) {
  const { session } = useServices();
  const act = useSecretsAct();
  return (
    <Button size="s" onPress={() => void act(() => session.shell().keepSecrets(how))}>
      {how === 'plain' ? words.usePlain : words.useSession}
    </Button>
  );
}
