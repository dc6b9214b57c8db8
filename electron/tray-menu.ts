import type { PauseChoice } from '../core/domain/pause.ts';
import type { WindowRequest } from '../core/rpc/shell-contract.ts';
import { isPaused, type TrayFacts } from './tray-state.ts';
import type { TrayTimes } from './tray-time.ts';
import { shorten, trayHeader } from './tray-words.ts';

/** What an entry, or a click on the icon, does. */
export type TrayCommand =
  | WindowRequest
  | { readonly kind: 'open' | 'quit' | 'resume' }
  | { readonly kind: 'pause'; readonly choice: PauseChoice };

export type TrayMenuItem =
  | { readonly label: string; readonly command?: TrayCommand }
  | { readonly label: string; readonly submenu: readonly TrayMenuItem[] }
  | 'separator';

const TITLE_LIMIT = 28;

/** The tray's menu: what does not apply is left out. All of it can be done in the window as well. */
export function trayMenu(facts: TrayFacts, times: TrayTimes): readonly TrayMenuItem[] {
  const items: readonly TrayMenuItem[] = [
    { label: trayHeader(facts, times) },
    'separator',
    { label: 'New post…', command: { kind: 'compose' } },
    ...nextItems(facts, times),
    'separator',
    ...pauseItems(facts),
    ...attentionItems(facts),
    'separator',
    { label: 'Open Perch', command: { kind: 'open' } },
    { label: 'Settings…', command: { kind: 'settings' } },
    { label: 'Quit Perch', command: { kind: 'quit' } },
  ];
  return items.filter((item, at) => item !== 'separator' || items[at + 1] !== 'separator');
}

function attentionItems({ summary }: TrayFacts): readonly TrayMenuItem[] {
  const attention = summary?.health.attention ?? 0;
  return attention > 0 ? [{ label: `Needs attention (${attention})…`, command: { kind: 'attention' } }] : [];
}

function nextItems({ worker, summary }: TrayFacts, times: TrayTimes): readonly TrayMenuItem[] {
  const next = summary?.next;
  if (worker.state !== 'running' || !next) return [];
  const { id, text, dueAt } = next;
  // A picture needs no text.
  const title = shorten(text, TITLE_LIMIT);
  const label = title === '' ? `Next post: ${times.long(dueAt)}` : `Next: “${title}” ${times.long(dueAt)}`;
  const show: TrayMenuItem = { label, command: { kind: 'post', id } };
  // A pause, or a move between storages, holds it all the same.
  if (summary.health.status === 'paused') return [show];
  return [show, { label: 'Publish next now', command: { kind: 'postNow', id } }];
}

function pauseItems({ worker, summary }: TrayFacts): readonly TrayMenuItem[] {
  if (worker.state !== 'running' || !summary) return [];
  if (isPaused(summary)) return [{ label: 'Resume publishing', command: { kind: 'resume' } }];
  if (summary.health.status === 'paused') return [];
  const pause = (label: string, choice: PauseChoice): TrayMenuItem => ({
    label,
    command: { kind: 'pause', choice },
  });
  const submenu = [
    pause('For 1 hour', 'hour'),
    pause('Until tomorrow 08:00', 'morning'),
    pause('Until I resume', 'forever'),
  ];
  return [{ label: 'Pause publishing', submenu }];
}
