/** What the browser shows at the end. It never says who or what: the page stays in the history. */
const TEXTS = {
  received: ['X has answered', 'Perch goes on from here. You may close this tab.'],
  refused: ['Nothing was connected', 'X says that you did not agree. You may close this tab.'],
  stranger: [
    'Nothing waits for this answer',
    'It does not belong to the sign-in that goes on in Perch. Begin anew there.',
  ],
} as const;

const STYLE =
  'body{font:16px/1.5 system-ui,sans-serif;margin:15vh auto 0;max-width:28rem;padding:0 1rem;color-scheme:light dark}';

/** A page without scripts that is kept nowhere and sends its address, in which the code is, to nobody. */
export function callbackPage(kind: keyof typeof TEXTS): {
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string;
} {
  const [title, text] = TEXTS[kind];
  return {
    headers: {
      'content-type': 'text/html; charset=utf-8',
      'cache-control': 'no-store',
      'content-security-policy': "default-src 'none'; style-src 'unsafe-inline'; frame-ancestors 'none'",
      'referrer-policy': 'no-referrer',
      'x-content-type-options': 'nosniff',
      connection: 'close',
    },
    body: `<!doctype html>
<html lang="en"><meta charset="utf-8"><title>Perch: ${title}</title><style>${STYLE}</style>
<h1>${title}</h1><p>${text}</p></html>
`,
  };
}
