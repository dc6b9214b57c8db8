/** What may take the focus. Rows of a grid and the like have one of them that may, as it is for Tab. */
const FOCUSABLE = ':is(button, input, textarea, a[href], [tabindex="0"]):not(:disabled, [tabindex="-1"])';

/** Takes the focus to the next part of the window or the one before, round and round: rail, strip, panes. */
export function goToPart(step: 1 | -1): void {
  const parts = [...document.querySelectorAll<HTMLElement>('[data-part]')].filter(firstIn);
  const current = parts.findIndex((part) => part.contains(document.activeElement));
  const next = current < 0 && step < 0 ? -1 : current + step;
  firstIn(parts.at(next % parts.length))?.focus();
}

const firstIn = (part: HTMLElement | undefined): HTMLElement | undefined =>
  [...(part?.querySelectorAll<HTMLElement>(FOCUSABLE) ?? [])].find((one) => one.checkVisibility());
