/** What became of a page of X in a browser that somebody uses. */
export type Visit = {
  /** The page that asked. */
  readonly question: string;
  /** Where X sent the browser; undefined: nowhere. */
  readonly sentTo: string | undefined;
  /** The last page. */
  readonly page: string;
  readonly status: number;
};

/** A browser with a person: opens the page of X that asks, answers, and goes where X sends it. */
export async function visitX(
  url: string,
  {
    decision = 'approve',
    username = '',
  }: { readonly decision?: 'approve' | 'deny'; readonly username?: string } = {},
): Promise<Visit> {
  const asked = await fetch(url);
  const question = await asked.text();
  if (!question.includes('name="decision"'))
    return { question, sentTo: undefined, page: question, status: asked.status };
  const form = new URLSearchParams({ decision, ...(username && { username }) });
  const chosen = await fetch(url, { method: 'POST', body: form, redirect: 'manual' });
  const sentTo = chosen.headers.get('location') ?? undefined;
  const last = sentTo === undefined ? chosen : await fetch(sentTo);
  return { question, sentTo, page: await last.text(), status: last.status };
}

/** The PIN on the page that shows one. */
export const pinOn = ({ page }: Visit): string => /<p>(\d{7})<\/p>/.exec(page)?.[1] ?? '';
