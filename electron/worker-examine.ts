import { createSystemClock } from '../core/adapters/system/clock.ts';
import { createLog, stderrSink } from '../core/adapters/system/log.ts';
import { type Finding, ok } from '../core/domain/finding.ts';
import { type Examination, examine } from '../core/host/examine.ts';
import { openHome } from '../core/host/home.ts';
import type { Network } from '../core/host/network.ts';
import { networkFindings } from '../core/host/network-findings.ts';
import type { ExamineOrder } from '../core/rpc/worker-messages.ts';
import { hideKeys } from '../core/rpc/worker-messages.ts';

/** The examination of `perch doctor`, for the app. */
export async function examineHere(order: ExamineOrder, network: Network): Promise<readonly Finding[]> {
  const { home: path, version, storage, accounts, apiBaseUrl } = order;
  const clock = createSystemClock();
  // Main hides secrets in what this process writes; here nothing is written but what is amiss.
  const log = createLog({ clock, level: 'error', sinks: [stderrSink()] });
  const examination: Examination = {
    path,
    about: [ok('Perch', version)],
    open: () => openHome({ path, version, log, by: 'window', storage, network }),
    describe: (error) => ({
      code: error instanceof Error && 'code' in error ? String(error.code) : '',
      message: error instanceof Error ? error.message : String(error),
    }),
    keys: () => accounts.map(hideKeys),
    // The window tells of sign-ins beside the accounts.
    signIn: () => undefined,
    storage,
    network,
    apiBaseUrl,
    system: 'system',
    clock,
  };
  return order.what === 'network' ? networkFindings(examination) : examine(examination);
}
