import { app } from 'electron';
import { DEEP_LINK_SCHEME, type DeepLink, deepLinkIn, parseDeepLink } from '../core/domain/deep-link.ts';
import type { Log } from '../core/ports/log.ts';

export type DeepLinks = {
  /** Links that came and come from now on. Perch must be able to open them. */
  onOpen(open: (link: DeepLink) => void): void;
  /** Takes the link of a start of Perch, this one or a second one; false when there is none. */
  takeFrom(argv: readonly string[]): boolean;
};

/** Call before Electron is ready: macOS tells of the link that Perch was started with earlier than that. */
export function receiveDeepLinks(log: Log): DeepLinks {
  let open: ((link: DeepLink) => void) | undefined;
  let waiting: readonly DeepLink[] = [];

  const take = (text: string): void => {
    const link = parseDeepLink(text);
    // Whatever it says, it is not to be in the log.
    if (!link)
      log.warn('a link was not opened: it is none of those that Perch knows', { length: text.length });
    else if (open) open(link);
    else waiting = [...waiting, link];
  };

  app.on('open-url', (event, url) => {
    event.preventDefault();
    take(url);
  });
  register();
  return {
    onOpen: (listener) => {
      open = listener;
      for (const link of waiting) listener(link);
      waiting = [];
    },
    takeFrom: (argv) => {
      const text = deepLinkIn(argv);
      if (text !== undefined) take(text);
      return text !== undefined;
    },
  };
}

/**
 * Elsewhere the package does it. What follows `--` is never taken for a switch, whatever a link says:
 * https://nvd.nist.gov/vuln/detail/CVE-2018-1000006
 */
function register(): void {
  if (process.platform === 'win32' && app.isPackaged)
    app.setAsDefaultProtocolClient(DEEP_LINK_SCHEME, process.execPath, ['--']);
}
