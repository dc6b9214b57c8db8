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

type Navigation = { readonly isMainFrame: boolean; readonly isSameDocument: boolean };
/** What of a page's contents tells that its document is gone. */
export type Leaving = {
  on(event: 'did-start-navigation', listener: (details: Navigation) => void): unknown;
  on(event: 'render-process-gone' | 'destroyed', listener: () => void): unknown;
  off(event: 'did-start-navigation', listener: (details: Navigation) => void): unknown;
  off(event: 'render-process-gone' | 'destroyed', listener: () => void): unknown;
};

/** A port is a bearer capability: it ends with the document it was given to. */
export function onLeaving(contents: Leaving, leave: () => void): void {
  const onNavigation = (details: Navigation): void => {
    if (details.isMainFrame && !details.isSameDocument) end();
  };
  const end = (): void => {
    contents.off('did-start-navigation', onNavigation);
    contents.off('render-process-gone', end);
    contents.off('destroyed', end);
    leave();
  };
  contents.on('did-start-navigation', onNavigation);
  contents.on('render-process-gone', end);
  contents.on('destroyed', end);
}
