/** The system's word about the network, which is a hint and no more. */
export type NetworkHint = {
  /** Asks the system; calls back when it says something else than before. */
  look(): void;
};

export function createNetworkHint(isOnline: () => boolean, onChange: () => void): NetworkHint {
  let last: boolean | undefined;
  return {
    look: () => {
      const now = isOnline();
      if (last !== undefined && now !== last) onChange();
      last = now;
    },
  };
}
