import { type ReactNode, useEffect, useState } from 'react';
import type { KeyField } from '../../core/domain/four-keys.ts';
import type { ShellApi } from '../../core/rpc/shell-contract.ts';
import type { SignInView } from '../../core/rpc/sign-in-contract.ts';
import { useServices, useSession } from '../state/services.tsx';
import { strings } from '../strings.ts';
import { Button } from '../ui/button.tsx';
import { TextField } from '../ui/field.tsx';
import { Inline, Stack } from '../ui/layout.tsx';
import { Segmented } from '../ui/segmented.tsx';
import { Text } from '../ui/text.tsx';
import { Guide } from './guide.tsx';
import { Progress } from './sign-in-progress.tsx';

const words = strings.signIn;
type Way = keyof typeof words.ways;
const WAYS: readonly Way[] = ['browser', 'keys', 'pin'];

type SignInProps = {
  /** Who is to be signed in again; null: somebody new. */
  readonly account: string | null;
  /** As it was signed in before. */
  readonly way?: SignInView['way'];
  /** A client id is known already. */
  readonly knowsClient?: boolean;
  /** Nobody has signed in on this computer yet. */
  readonly isFirst?: boolean;
};

/** Signing in, by any of the three ways, with what is to be set up at X before. */
export function SignIn({ account, way: before, knowsClient = false, isFirst = false }: SignInProps) {
  const [way, setWay] = useState<Way>(before === 'keys' || before === 'pin' ? before : 'browser');
  const state = useSession((s) => s.shell?.signIn);
  const isUnderWay = state?.phase === 'asking' || state?.phase === 'browser' || state?.phase === 'pin';
  useClear();
  const segments = WAYS.map((id) => ({ id, label: words.ways[id] }));
  return (
    <Stack gap={3}>
      <Segmented label={words.how} segments={segments} value={way} onChange={setWay} />
      <Text as="p" look="soft">
        {words.wayTexts[way]}
      </Text>
      {way === 'browser' && <ByBrowser account={account} knowsClient={knowsClient} isDisabled={isUnderWay} />}
      {way === 'keys' && <KeyForm key="keys" fields={FOUR} account={account} isDisabled={isUnderWay} />}
      {way === 'pin' && <KeyForm key="pin" fields={TWO} account={account} isDisabled={isUnderWay} />}
      <div role="status">
        <Progress state={state} account={account} />
      </div>
      <Guide isOpenAtFirst={isFirst} />
    </Stack>
  );
}

/** What became of it is said once: who comes back begins anew. */
function useClear(): void {
  const { session } = useServices();
  useEffect(
    () => () => {
      const phase = session.get().shell?.signIn?.phase;
      if (phase === 'done' || phase === 'failed') void session.shell().cancelSignIn();
    },
    [session],
  );
}

type WayProps = { readonly account: string | null; readonly isDisabled: boolean };

function ByBrowser({ account, knowsClient, isDisabled }: WayProps & { readonly knowsClient: boolean }) {
  const { session } = useServices();
  const [clientId, setClientId] = useState('');
  const isGiven = clientId.trim() !== '' || knowsClient;
  const start = () => {
    if (isGiven) void session.shell().signIn(clientId, account);
  };
  return (
    <TextField
      label={words.clientId}
      hint={words.clientIdHint}
      placeholder={knowsClient ? words.clientIdKept : ''}
      value={clientId}
      onChange={setClientId}
      onEnter={start}
      other={
        <Button look="primary" isDisabled={isDisabled || !isGiven} onPress={start}>
          {words.start}
        </Button>
      }
    />
  );
}

const TWO: readonly KeyField[] = ['appKey', 'appSecret'];
const FOUR: readonly KeyField[] = [...TWO, 'accessToken', 'accessSecret'];
const EMPTY: Readonly<Record<KeyField, string>> = {
  appKey: '',
  appSecret: '',
  accessToken: '',
  accessSecret: '',
};

type KeyFormProps = WayProps & { readonly fields: readonly KeyField[] };

/** What is pasted goes to main and is not kept here: the fields are empty when it has worked. */
function KeyForm({ fields, account, isDisabled }: KeyFormProps): ReactNode {
  const { session } = useServices();
  const [keys, setKeys] = useState(EMPTY);
  const state = useSession((s) => s.shell?.signIn);
  const problems = state?.phase === 'failed' ? state.problem.fields : undefined;
  const isDone = state?.phase === 'done';
  useEffect(() => {
    if (isDone) setKeys(EMPTY);
  }, [isDone]);
  const start = () => void send(session.shell(), fields, keys, account);
  return (
    <Stack gap={2}>
      {fields.map((field) => (
        <TextField
          key={field}
          label={words.fields[field]}
          type="password"
          value={keys[field]}
          onChange={(text) => setKeys({ ...keys, [field]: text })}
          isInvalid={problems?.[field] !== undefined}
          error={problems?.[field]}
          onEnter={start}
        />
      ))}
      <Inline>
        <Button look="primary" isDisabled={isDisabled} onPress={start}>
          {fields === FOUR ? words.check : words.getPin}
        </Button>
      </Inline>
    </Stack>
  );
}

/** White space around a key is the clipboard's, not the key's. */
function send(
  shell: ShellApi,
  fields: readonly KeyField[],
  keys: Readonly<Record<KeyField, string>>,
  account: string | null,
): Promise<void> {
  const appKey = keys.appKey.trim();
  const appSecret = keys.appSecret.trim();
  if (fields === TWO) return shell.signInByPin({ appKey, appSecret }, account);
  const [accessToken, accessSecret] = [keys.accessToken.trim(), keys.accessSecret.trim()];
  return shell.signInByKeys({ appKey, appSecret, accessToken, accessSecret }, account);
}
