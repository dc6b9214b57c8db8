import { useState } from 'react';
import { SIGN_IN_PROBLEMS, type SignInProblem } from '../../core/domain/sign-in-problem.ts';
import type { SignInState } from '../../core/rpc/sign-in-contract.ts';
import { useServices } from '../state/services.tsx';
import { strings } from '../strings.ts';
import { Banner } from '../ui/banner.tsx';
import { Button } from '../ui/button.tsx';
import { TextField } from '../ui/field.tsx';
import { Inline, Stack } from '../ui/layout.tsx';
import { Text } from '../ui/text.tsx';

const words = strings.signIn;

type ProgressProps = {
  readonly state: SignInState | undefined;
  /** Who is to be signed in again; null: anybody. */
  readonly account: string | null;
};

/** Where the sign-in is, and what the person can do about it. */
export function Progress({ state, account }: ProgressProps) {
  switch (state?.phase) {
    case 'asking':
      return (
        <Banner tone="info" isBusy action={<CancelButton />}>
          {words.asking}
        </Banner>
      );
    case 'browser':
      return <AtX text={account === null ? words.browser : words.browserAs(account)} until={state.until} />;
    case 'pin':
      return <PinEntry until={state.until} />;
    case 'done':
      return <Done state={state} />;
    case 'failed':
      return <Failed problem={state.problem} />;
    case undefined:
      return null;
  }
}

function CancelButton() {
  const { session } = useServices();
  return (
    <Button size="s" onPress={() => void session.shell().cancelSignIn()}>
      {words.cancel}
    </Button>
  );
}

const clockTime = (at: number): string =>
  new Date(at).toLocaleTimeString('en-GB', { hour: '2-digit', minute: '2-digit' });

function AtX({ text, until }: { readonly text: string; readonly until: number }) {
  return (
    <Stack gap={2}>
      <Banner tone="info" isBusy>
        {text} {words.until(clockTime(until))}
      </Banner>
      <PageButtons />
    </Stack>
  );
}

function PageButtons() {
  const { session, toasts } = useServices();
  const copy = async (): Promise<void> => {
    await session.shell().showSignInPage('copy');
    toasts.show({ tone: 'success', message: words.copied });
  };
  return (
    <Inline gap={2} wrap>
      <Button size="s" onPress={() => void session.shell().showSignInPage('open')}>
        {words.openAgain}
      </Button>
      <Button size="s" onPress={() => void copy()}>
        {words.copyPage}
      </Button>
      <CancelButton />
    </Inline>
  );
}

function PinEntry({ until }: { readonly until: number }) {
  const { session } = useServices();
  const [pin, setPin] = useState('');
  const goOn = () => void session.shell().finishPin(pin);
  return (
    <Stack gap={2}>
      <Banner tone="info">
        {words.pinText} {words.until(clockTime(until))}
      </Banner>
      <TextField
        label={words.pin}
        hint={words.pinHint}
        value={pin}
        onChange={setPin}
        onEnter={goOn}
        autoFocus
        other={
          <Button look="primary" isDisabled={pin.trim() === ''} onPress={goOn}>
            {words.pinDone}
          </Button>
        }
      />
      <PageButtons />
    </Stack>
  );
}

function Done({ state }: { readonly state: SignInState & { readonly phase: 'done' } }) {
  const { account, displayName, missing } = state;
  return (
    <Stack gap={1}>
      <Banner tone="info">{words.done(account, displayName)}</Banner>
      {missing.includes('media.write') && <Banner tone="warning">{strings.accounts.noMedia}</Banner>}
    </Stack>
  );
}

/** A no is an answer, not a fault. */
function Failed({ problem }: { readonly problem: SignInProblem }) {
  const { code, detail, fields } = problem;
  const { sentence, next } = SIGN_IN_PROBLEMS[code];
  const isCalm = code === 'denied' || code === 'timed-out';
  return (
    <Banner tone={isCalm ? 'info' : 'danger'} title={sentence}>
      {!fields && next && <Text>{next}</Text>}
      {detail && <Text look="small">{detail}</Text>}
    </Banner>
  );
}
