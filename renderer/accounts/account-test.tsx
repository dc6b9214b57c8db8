import { type ReactNode, useState } from 'react';
import type { AccountTick } from '../../core/rpc/account-contract.ts';
import { useServices } from '../state/services.tsx';
import { plainWords, strings } from '../strings.ts';
import { Banner } from '../ui/banner.tsx';
import { Button } from '../ui/button.tsx';
import { Inline, Stack } from '../ui/layout.tsx';
import { TickList } from '../ui/tick-list.tsx';

const words = strings.accounts;

type AccountTestProps = {
  readonly name: string;
  readonly isPossible: boolean;
  /** What else can be done. */
  readonly children: ReactNode;
};

/** Proves that an account works without posting anything. */
export function AccountTest({ name, isPossible, children }: AccountTestProps) {
  const { session } = useServices();
  const [ticks, setTicks] = useState<readonly AccountTick[]>();
  const [problem, setProblem] = useState<string>();
  const [isBusy, setBusy] = useState(false);
  const test = async (): Promise<void> => {
    if (isBusy) return;
    setBusy(true);
    setProblem(undefined);
    try {
      setTicks(await session.worker().testAccount(name));
    } catch (error) {
      setProblem(strings.errors.failed(error instanceof Error ? error.message : String(error)));
    }
    setBusy(false);
  };
  const shown = ticks?.map(({ what, state, text }) => ({
    name: words.tickNames[what],
    isOk: state !== 'bad',
    verdict: words.verdicts[state],
    text: plainWords(text),
  }));
  return (
    <Stack gap={2}>
      <Inline gap={2} wrap>
        {isPossible && (
          <Button isPending={isBusy} onPress={() => void test()}>
            {isBusy ? words.testing : words.test}
          </Button>
        )}
        {children}
      </Inline>
      <div role="status">
        {problem !== undefined && <Banner tone="danger">{problem}</Banner>}
        {shown && <TickList label={words.ticks} ticks={shown} />}
      </div>
    </Stack>
  );
}
