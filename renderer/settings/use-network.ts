import { useState } from 'react';
import type { Finding } from '../../core/domain/finding.ts';
import type { SettingResult } from '../../core/rpc/machinery.ts';
import { useServices } from '../state/services.tsx';
import { strings } from '../strings.ts';

type Busy = 'changing' | 'testing';

/** Changing how Perch gets out, and trying it. One thing at a time. */
export function useNetwork() {
  const { session, toasts } = useServices();
  const [busy, setBusy] = useState<Busy>();
  const [findings, setFindings] = useState<readonly Finding[]>();
  const [problem, setProblem] = useState<string>();

  async function run(what: Busy, work: () => Promise<void>): Promise<void> {
    if (busy) return;
    setBusy(what);
    setFindings(undefined);
    setProblem(undefined);
    await work().catch((error: unknown) =>
      setProblem(strings.errors.failed(error instanceof Error ? error.message : String(error))),
    );
    setBusy(undefined);
  }

  return {
    busy,
    findings,
    problem,
    /** `done` is said when it worked; nothing when the person gave it up. */
    change: (change: () => Promise<SettingResult | { readonly kind: 'cancelled' }>, done?: string) =>
      run('changing', async () => {
        const result = await change();
        if (result.kind === 'refused') return setProblem(result.message);
        if (result.kind === 'ok' && done !== undefined) toasts.show({ tone: 'success', message: done });
      }),
    test: () => run('testing', async () => setFindings(await session.shell().examine('network'))),
  };
}
