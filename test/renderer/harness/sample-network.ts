import type { Finding } from '../../../core/domain/finding.ts';
import type { NetworkView } from '../../../core/domain/network.ts';
import type { ShellApi, ShellState } from '../../../core/rpc/shell-contract.ts';
import { NO_UPDATES, sampleUpdates } from './sample-updates.ts';

const NETWORK_VIEW: NetworkView = {
  mode: 'system',
  server: '',
  user: '',
  caFile: '',
  hasPassword: false,
};

type NetworkApi = Pick<ShellApi, 'useProxy' | 'addCaFile' | 'dropCaFile' | 'examine'>;

/** A main that takes any proxy but one of SOCKS, and has one file of authorities to choose. */
function sampleNetwork(findings: readonly Finding[], onChange: (view: NetworkView) => void): NetworkApi {
  let view = NETWORK_VIEW;
  const set = (patch: Partial<NetworkView>) => {
    view = { ...view, ...patch };
    onChange(view);
    return { kind: 'ok' } as const;
  };
  return {
    useProxy: async (mode, server, user, password) =>
      server.startsWith('socks')
        ? { kind: 'refused', message: 'Perch cannot use a SOCKS proxy: give the address of an HTTP proxy.' }
        : set({ mode, server, user, hasPassword: password !== '' }),
    addCaFile: async () => set({ caFile: '/home/ada/company-ca.pem' }),
    dropCaFile: async () => set({ caFile: '' }),
    examine: async () => findings,
  };
}

/** What main tells of its way out, its parts and its updates at first. */
export const PLACE_STATE = { network: NETWORK_VIEW, mishaps: [], ...NO_UPDATES };

export function samplePlace(findings: readonly Finding[], onChange: (patch: Partial<ShellState>) => void) {
  return { ...sampleNetwork(findings, (network) => onChange({ network })), ...sampleUpdates(onChange) };
}
