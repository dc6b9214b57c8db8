import { useRef, useState } from 'react';
import type { StorageTick } from '../../core/domain/storage.ts';
import type { StorageChoice } from '../../core/rpc/shell-contract.ts';
import { useServices } from '../state/services.tsx';
import { strings } from '../strings.ts';

/** Trying a storage and changing to it. */
export function useStorage() {
  const { session, toasts } = useServices();
  const [busy, setBusy] = useState<'testing' | 'switching'>();
  const [ticks, setTicks] = useState<readonly StorageTick[]>();
  const [problem, setProblem] = useState<string>();
  const isBusy = useRef(false);

  function forget(): void {
    setTicks(undefined);
    setProblem(undefined);
  }

  async function run(what: 'testing' | 'switching', work: () => Promise<void>): Promise<void> {
    if (isBusy.current) return;
    isBusy.current = true;
    setBusy(what);
    forget();
    await work().catch((error: unknown) =>
      setProblem(strings.errors.failed(error instanceof Error ? error.message : String(error))),
    );
    isBusy.current = false;
    setBusy(undefined);
  }

  return {
    busy,
    ticks,
    problem,
    forget,
    refuse: (message: string) => {
      forget();
      setProblem(message);
    },
    test: (connection: string) =>
      run('testing', async () => setTicks(await session.shell().testStorage(connection))),
    use: (use: StorageChoice['use'], connection: string) =>
      run('switching', async () => {
        const result = await session.shell().useStorage(use, connection);
        if (result.kind === 'refused') return setProblem(result.message);
        toasts.show({ tone: 'success', message: strings.settings.used });
      }),
  };
}
