import type { UpdateApi, UpdateState } from '../../../core/rpc/update-contract.ts';

export const NO_UPDATES: UpdateState = {
  updates: { canLook: false, choice: 'ask', status: { kind: 'none' }, isPutOff: false },
};

/** A main that finds nothing newer. */
export function sampleUpdates(onChange: (state: UpdateState) => void): UpdateApi {
  let { updates } = NO_UPDATES;
  const set = async (patch: Partial<UpdateState['updates']>): Promise<void> => {
    updates = { ...updates, ...patch };
    onChange({ updates });
  };
  return {
    setUpdates: (choice) => set({ choice }),
    checkForUpdate: () => set({ status: { kind: 'none', checkedAt: 0 } }),
    restartForUpdate: () => set({}),
    putOffUpdate: () => set({ isPutOff: true }),
    skipUpdate: () => set({ status: { kind: 'none' } }),
  };
}
