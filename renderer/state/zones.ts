/** The zones that a person can choose from, with the given one among them whatever its name. */
export function zoneChoices(current: string): readonly { readonly id: string; readonly label: string }[] {
  const zones = new Set(['UTC', ...Intl.supportedValuesOf('timeZone'), current]);
  return [...zones].map((zone) => ({ id: zone, label: zone.replaceAll('_', ' ') }));
}
