import { parseConnection } from '../adapters/azure/connection.ts';
import { readCaFile } from '../adapters/network/ca-file.ts';
import { reach } from '../adapters/network/reach.ts';
import { bad, type Finding, ok } from '../domain/finding.ts';
import { clockFinding, type ProxySource, reachFindings } from '../domain/reach.ts';
import type { Clock } from '../ports/clock.ts';
import type { Network } from './network.ts';
import { LOCAL_STORAGE } from './storage-choice.ts';

export type NetworkExamination = {
  readonly network: Network;
  readonly apiBaseUrl: string;
  /** As PERCH_STORAGE has it. A secret. */
  readonly storage: string;
  /** Where the proxy of `system` comes from. */
  readonly system: Exclude<ProxySource, 'settings'>;
  readonly clock: Pick<Clock, 'now'>;
};

/** What is in the way of everything that leaves this computer. */
export async function networkFindings(examination: NetworkExamination): Promise<readonly Finding[]> {
  const [x, storage] = await Promise.all([wayToX(examination), wayToStorage(examination)]);
  return [...caFindings(examination), ...x, ...storage];
}

/** X answers anybody with its time, without keys, and charges nothing for it. */
export async function wayToX(examination: NetworkExamination): Promise<readonly Finding[]> {
  const { network, apiBaseUrl, clock } = examination;
  const url = new URL(apiBaseUrl);
  const asked = clock.now();
  const reached = await reach(url, network.route);
  const findings = reachFindings('X', url.host, reached, sourceOf(examination));
  if (reached.kind === 'trouble') return findings;
  return [...findings, clockFinding(reached.date, (asked + clock.now()) / 2)];
}

/** Why a shared storage cannot be reached; nothing when it can, or there is none. */
export async function wayToStorage(examination: NetworkExamination): Promise<readonly Finding[]> {
  const { network, storage } = examination;
  if (storage === '' || storage === LOCAL_STORAGE) return [];
  const parsed = parseConnection(storage);
  if (parsed.kind === 'problem') return [bad('Storage', parsed.problem)];
  const url = new URL(parsed.connection.endpoints.table);
  const reached = await reach(url, network.route);
  return reachFindings('Storage', url.host, reached, sourceOf(examination));
}

/** Nothing when there is no such file. */
export function caFindings({ network }: Pick<NetworkExamination, 'network'>): readonly Finding[] {
  const { caFile } = network.settings();
  if (caFile === '') return [];
  const file = readCaFile(caFile);
  if (file.kind === 'problem')
    return [bad('Certificates', `${file.problem} Until then only the usual authorities are trusted.`)];
  return [ok('Certificates', `Also trusted: ${file.names.join(', ')}.`)];
}

function sourceOf({ network, system }: NetworkExamination): ProxySource {
  return network.settings().mode === 'system' ? system : 'settings';
}
