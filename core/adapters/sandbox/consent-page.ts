import type { Reply } from './http.ts';

type Page = {
  readonly title: string;
  readonly lines: readonly string[];
  /** Where the answer goes, if one is asked for. */
  readonly action?: string;
  readonly accounts?: readonly string[];
};

/** A page of the pretend X for a person with a browser, and for tests that stand in for one. */
export function page(status: number, { title, lines, action, accounts = [] }: Page): Reply {
  const form =
    action === undefined
      ? ''
      : `<form method="post" action="${escapeHtml(action)}">
<p><label>Account <select name="username">${accounts.map((name) => `<option>${escapeHtml(name)}</option>`).join('')}</select></label></p>
<p><button name="decision" value="approve">Authorize app</button> <button name="decision" value="deny">Cancel</button></p>
</form>`;
  const text = lines.map((line) => `<p>${escapeHtml(line)}</p>`).join('\n');
  const body = `<!doctype html>
<html lang="en"><meta charset="utf-8"><title>${escapeHtml(title)}</title>
<h1>${escapeHtml(title)}</h1>
<p><small>This is the sandbox, a pretend X on this computer.</small></p>
${text}
${form}
</html>
`;
  return { status, headers: { 'content-type': 'text/html; charset=utf-8' }, body };
}

export function redirect(to: string): Reply {
  return { status: 302, headers: { location: to }, body: '', changes: true };
}

function escapeHtml(text: string): string {
  return text.replace(/[&<>"']/g, (char) => `&#${char.charCodeAt(0)};`);
}
