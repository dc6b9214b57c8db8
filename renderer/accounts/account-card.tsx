import { useState } from 'react';
import type { Scope } from '../../core/domain/authorization.ts';
import { EXPLANATIONS } from '../../core/domain/explain.ts';
import { MINUTE } from '../../core/domain/time.ts';
import { formatInstant } from '../../core/domain/zone.ts';
import type { AccountView } from '../../core/rpc/contract.ts';
import type { SignInView } from '../../core/rpc/sign-in-contract.ts';
import { planOf } from '../state/planned-time.ts';
import { useServices, useSession } from '../state/services.tsx';
import { localZone } from '../state/when-words.ts';
import { plainWords, strings } from '../strings.ts';
import { Banner } from '../ui/banner.tsx';
import { Button } from '../ui/button.tsx';
import { Card, type Fact, Facts } from '../ui/card.tsx';
import { Chip } from '../ui/chip.tsx';
import { Inline, Stack } from '../ui/layout.tsx';
import { Text, type Tone } from '../ui/text.tsx';
import { AccountTest } from './account-test.tsx';
import { SignIn } from './sign-in.tsx';
import { SignOutDialog } from './sign-out-dialog.tsx';

const words = strings.accounts;

type CardProps = { readonly account: AccountView; readonly signIn: SignInView | undefined };
type Open = 'nothing' | 'sign-in' | 'sign-out';

/** One account: how it is, how it is signed in, and what can be done. */
export function AccountCard({ account, signIn }: CardProps) {
  const [open, setOpen] = useState<Open>('nothing');
  const state = stateOf(account, signIn);
  const isReal = account.kind === 'x';
  return (
    <Card aria-label={`@${account.name}`}>
      <Stack gap={3}>
        <Inline spread wrap>
          <Inline gap={2} align="baseline" wrap>
            <Text as="h3" look="title">{`@${account.name}`}</Text>
            {signIn?.displayName !== undefined && <Text look="soft">{signIn.displayName}</Text>}
          </Inline>
          <Chip tone={TONES[state]}>{words.states[state]}</Chip>
        </Inline>
        <Trouble account={account} />
        <SignedOutNote account={account.name} />
        {signIn?.missing.includes('media.write') && <Banner tone="warning">{words.noMedia}</Banner>}
        <Facts facts={factsOf(account, signIn)} />
        {isReal && <Actions account={account} signIn={signIn} open={open} onOpen={setOpen} />}
        {open === 'sign-in' && (
          <SignIn
            account={account.name}
            knowsClient={signIn?.kind === 'oauth2'}
            {...(signIn && { way: signIn.way })}
          />
        )}
        {open === 'sign-out' && signIn && (
          <SignOutDialog account={account.name} kind={signIn.kind} onClose={() => setOpen('nothing')} />
        )}
      </Stack>
    </Card>
  );
}

type ActionsProps = CardProps & { readonly open: Open; readonly onOpen: (open: Open) => void };

function Actions({ account, signIn, open, onOpen }: ActionsProps) {
  const isOut = stateOf(account, signIn) === 'signedOut';
  const isIn = open === 'sign-in';
  return (
    <AccountTest name={account.name} isPossible={!isOut}>
      <Button onPress={() => onOpen(isIn ? 'nothing' : 'sign-in')}>{isIn ? words.close : words.again}</Button>
      {signIn && <Button onPress={() => onOpen('sign-out')}>{words.signOut}</Button>}
      {isOut && <RemoveButton name={account.name} />}
    </AccountTest>
  );
}

function RemoveButton({ name }: { readonly name: string }) {
  const { session, toasts } = useServices();
  const remove = async (): Promise<void> => {
    const result = await session.worker().removeAccount(name);
    toasts.show(
      result.kind === 'ok'
        ? { tone: 'success', message: words.removed(name) }
        : { tone: 'danger', message: result.message },
    );
  };
  return (
    <Button look="quiet" onPress={() => void remove()}>
      {words.remove}
    </Button>
  );
}

/** Why it cannot post now. */
function Trouble({ account: { gate } }: Pick<CardProps, 'account'>) {
  if (gate.state === 'open') return null;
  const { sentence, next } = EXPLANATIONS[gate.state === 'held' ? gate.reason : 'throttled'];
  return (
    <Banner tone={gate.state === 'held' ? 'warning' : 'info'} title={sentence}>
      {plainWords(next)}
    </Banner>
  );
}

/** What became of it at X, after the person has signed out. */
function SignedOutNote({ account }: { readonly account: string }) {
  const { session } = useServices();
  const out = useSession((s) => (s.shell?.signOut?.account === account ? s.shell.signOut.phase : undefined));
  if (out === undefined) return null;
  const button = (
    <Button size="s" onPress={() => void session.shell().openLink('x-apps', '')}>
      {words.connectedApps}
    </Button>
  );
  return (
    <Banner tone={out === 'not-ended' ? 'warning' : 'info'} {...(out === 'not-ended' && { action: button })}>
      {words.outAtX[out]}
    </Banner>
  );
}

type State = keyof typeof words.states;

const TONES: Readonly<Record<State, Tone>> = {
  open: 'success',
  held: 'warning',
  throttled: 'info',
  signedOut: 'neutral',
  elsewhere: 'neutral',
};

function stateOf({ gate, kind, signIn: keys }: AccountView, signIn: SignInView | undefined): State {
  if (gate.state === 'held') return gate.reason === 'signedOut' ? 'signedOut' : 'held';
  if (kind === 'x' && !keys && !signIn) return 'elsewhere';
  return gate.state;
}

function factsOf(account: AccountView, signIn: SignInView | undefined): readonly Fact[] {
  const { premium, lateWindow, kind } = account;
  const plan = planOf(account);
  const times = words.times(plan.slots.length, plan.zone);
  const late = lateWindow === undefined ? '' : `, ${words.late(lateWindow / MINUTE)}`;
  return [
    ...(kind === 'sandbox' ? [] : signInFacts(account, signIn)),
    { name: words.facts.limit, value: premium ? words.premium : words.standard },
    { name: words.facts.times, value: `${times}${late}. ${words.timesBelow}` },
  ];
}

function signInFacts({ signIn: keys, gate }: AccountView, signIn: SignInView | undefined): readonly Fact[] {
  if (!signIn && (!keys || gate.state === 'held')) return [];
  const since = signIn?.at === undefined ? '' : `, ${words.since(time(signIn.at))}`;
  const scopes = signIn?.scopes?.map((scope) => words.scopes[scope as Scope] ?? scope).join(', ');
  return [
    { name: words.facts.signIn, value: (signIn ? words.ways[signIn.way] : words.environment) + since },
    ...(signIn?.kind === 'oauth2' ? [{ name: words.facts.scopes, value: scopes || words.notTold }] : []),
    { name: words.facts.until, value: untilText(keys, signIn) },
  ];
}

function untilText(keys: AccountView['signIn'], signIn: SignInView | undefined): string {
  const isLasting = signIn ? signIn.kind === 'oauth1' : keys?.kind === 'lasting';
  if (isLasting) return words.lasting;
  const ends = keys?.kind === 'renewed' ? keys.endsAt : undefined;
  return `${ends === undefined ? words.renewed : words.renewedAt(time(ends))}. ${words.unused}`;
}

const time = (at: number): string => formatInstant(at, localZone());
