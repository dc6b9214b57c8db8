/**
 * A secret as it lies in the file when the system's keyring guards it: only the app can open it. `by` names the
 * keyring. `lost`: there is a keyring, and it is not the one that sealed it.
 */
export type Sealed = { readonly sealed: string; readonly by: string; readonly lost?: true };

export function isSealed(value: unknown): value is Sealed {
  return typeof value === 'object' && value !== null && typeof (value as Sealed).sealed === 'string';
}
