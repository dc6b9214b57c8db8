/** The window's origin; nothing else is ever loaded. */
export const ORIGIN = 'app://perch';

/** Whether an address is one of the app's own pages. */
export const isOwnOrigin = (url: string): boolean => url.startsWith(`${ORIGIN}/`);

type Frame = { readonly origin: string };

/** True for the window's own page, in its main frame, as it is now. A frame is null once it has navigated. */
export function isOwnPage(
  frame: Frame | null,
  contents: { readonly id: number; readonly mainFrame: Frame },
  ownId: number | undefined,
): boolean {
  return frame !== null && contents.id === ownId && frame === contents.mainFrame && frame.origin === ORIGIN;
}
