/**
 * A file of the desktop that starts Perch with the session.
 * https://specifications.freedesktop.org/autostart-spec/ and desktop-entry-spec, "The Exec key"
 */
export function autostartEntry(command: readonly string[]): string {
  return [
    '[Desktop Entry]',
    'Type=Application',
    'Name=Perch',
    'Comment=Keeps publishing from the tray',
    `Exec=${command.map(quoteArgument).join(' ')}`,
    'Terminal=false',
    'X-GNOME-Autostart-enabled=true',
    '',
  ].join('\n');
}

/** Whether the desktop goes by it: settings of desktops switch entries off without removing them. */
export function isEntryOn(entry: string): boolean {
  return !/^\s*(Hidden\s*=\s*true|X-GNOME-Autostart-enabled\s*=\s*false)\s*$/im.test(entry);
}

const NEEDS_NO_QUOTES = /^[\w@+=:,./-]+$/;

/** Quoted for Exec, and then escaped as every text of such a file is. */
function quoteArgument(argument: string): string {
  const fields = argument.replaceAll('%', '%%');
  if (NEEDS_NO_QUOTES.test(argument)) return fields;
  const quoted = `"${fields.replace(/["`$\\]/g, '\\$&')}"`;
  return quoted.replaceAll('\\', '\\\\').replaceAll('\n', '\\n').replaceAll('\t', '\\t');
}
