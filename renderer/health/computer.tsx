import type { SignIn } from '../../core/domain/sign-in.ts';
import type { Instant } from '../../core/domain/time.ts';
import { distance } from '../../core/domain/zone.ts';
import type { ShellState } from '../../core/rpc/shell-contract.ts';
import { useNow, useServices, useSession } from '../state/services.tsx';
import { clockIn, localZone } from '../state/when-words.ts';
import { strings } from '../strings.ts';
import { Banner } from '../ui/banner.tsx';
import { Button } from '../ui/button.tsx';
import { Card, Facts } from '../ui/card.tsx';

const words = strings.machinery;

function trayWords({ tray, closeToTray }: ShellState): string {
  if (!tray) return words.trayMissing;
  return closeToTray === false ? strings.closing.quits : words.trayThere;
}

/** What holds for this computer: its Perch, its tray, its keys, the limits of its accounts. */
export function Computer() {
  const shell = useSession((s) => s.shell);
  const accounts = useSession((s) => s.overview?.accounts);
  const now = useNow();
  if (!shell) return null;
  const limits = (accounts ?? []).flatMap(({ name, gate }) =>
    gate.state === 'throttled' ? [words.limitUntil(name, clockIn(gate.until, localZone()))] : [],
  );
  return (
    <Card aria-label={words.computer}>
      <Facts
        facts={[
          { name: words.version, value: shell.version },
          { name: words.tray, value: trayWords(shell) },
          { name: strings.keepAwake.fact, value: strings.keepAwake.states[shell.keepAwake] },
          { name: strings.secrets.label, value: strings.secrets.fact(shell.secrets) },
          {
            name: strings.desktop.noticesFact,
            value: shell.noticeProblem ?? strings.desktop.noticesShown,
          },
          ...(accounts ?? []).map(({ name, signIn }) => ({
            name: words.keysOf(name),
            value: signInWords(signIn, now),
          })),
          { name: words.limits, value: limits.length === 0 ? words.noLimits : limits.join(', ') },
        ]}
      />
    </Card>
  );
}

function signInWords(signIn: SignIn | undefined, now: Instant): string {
  if (!signIn) return words.keysMissing;
  if (signIn.kind === 'lasting') return words.keysLasting;
  const { endsAt } = signIn;
  if (endsAt === undefined) return words.keysRenewed;
  return (endsAt > now ? words.keysEnd : words.keysEnded)(distance(endsAt, now));
}

/** Calm, and only while a post waits that nobody else could publish. */
export function SleepHint() {
  const { session } = useServices();
  const waits = useSession((s) => s.overview?.next != null);
  const isAlone = useSession(
    (s) => !s.overview?.workers.some(({ self, live, kind }) => !self && live && kind === 'cli'),
  );
  if (!waits || !isAlone) return null;
  return (
    <Banner
      tone="info"
      title={words.sleepTitle}
      action={
        <Button size="s" onPress={() => void session.shell().openLink('help', '')}>
          {words.sleepAction}
        </Button>
      }
    >
      {words.sleepText}
    </Banner>
  );
}
