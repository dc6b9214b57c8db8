import { FileText } from 'lucide-react';
import { useMemo, useState } from 'react';
import type { PostView } from '../../core/domain/view.ts';
import type { WindowRequest } from '../../core/rpc/shell-contract.ts';
import { dayWords } from '../post/day-words.ts';
import { SHORTCUTS, type ShortcutId } from '../shortcuts.ts';
import { dayNumber, EVERYTHING } from '../state/day-groups.ts';
import { searchByLabel, searchPosts } from '../state/palette-search.ts';
import { useServices, useSession, useToday } from '../state/services.tsx';
import { useFound } from '../state/use-found.ts';
import { clockIn } from '../state/when-words.ts';
import { strings } from '../strings.ts';
import { Palette, type PaletteEntry, type PaletteSection } from '../ui/palette.tsx';
import type { ShortcutHandlers } from '../use-shortcuts.ts';
import { usePauseEntries } from './pause-button.tsx';
import { useThemeEntries } from './theme-menu.tsx';

const words = strings.palette;

type CommandPaletteProps = {
  /** What the shortcuts that work everywhere do. */
  readonly commands: ShortcutHandlers;
  /** For what the tray's menu offers too. */
  readonly ask: (request: WindowRequest) => void;
  readonly onOpenPost: (id: string) => void;
  readonly onClose: () => void;
};

/** Everything there is to do, and the posts, by a few letters. */
export function CommandPalette({ commands, ask, onOpenPost, onClose }: CommandPaletteProps) {
  const [search, setSearch] = useState('');
  const all = [...useCommandEntries(commands), ...useRequestEntries(ask)];
  const entries = searchByLabel(all, search);
  const posts = usePostEntries(search, onOpenPost);
  const sections: readonly PaletteSection[] = [
    { id: 'commands', title: words.commands, entries },
    { id: 'posts', title: words.posts, entries: posts },
  ].filter((section) => section.entries.length > 0);
  return (
    <Palette
      label={words.title}
      placeholder={words.placeholder}
      search={search}
      onSearch={setSearch}
      sections={sections}
      empty={words.empty}
      onClose={onClose}
    />
  );
}

/** They are about where the focus is, and here it is in the palette. */
const KEYS_ONLY: ReadonlySet<ShortcutId> = new Set(['palette', 'nextPart', 'previousPart']);

function useCommandEntries(commands: ShortcutHandlers): readonly PaletteEntry[] {
  const pauses = usePauseEntries();
  const themes = useThemeEntries();
  const own = (Object.keys(commands) as ShortcutId[]).flatMap((id) => {
    const { label, keys } = SHORTCUTS[id];
    const onAction = commands[id];
    return onAction && !KEYS_ONLY.has(id) ? [{ id, label, chord: keys[0], onAction }] : [];
  });
  const named = (prefix: string, list: readonly PaletteEntry[]): readonly PaletteEntry[] =>
    list.map((entry) => ({ ...entry, id: `${prefix} ${entry.id}`, label: `${prefix}: ${entry.label}` }));
  return [...own, ...named(strings.strip.pause, pauses), ...named(strings.nav.theme, themes)];
}

/** What a person may ask for outside of the window as well, while it applies. */
function useRequestEntries(ask: (request: WindowRequest) => void): readonly PaletteEntry[] {
  const next = useSession((s) => s.overview?.next?.id);
  const attention = useSession((s) => s.overview?.health.attention ?? 0);
  const entries: PaletteEntry[] = [];
  if (next !== undefined) {
    const onNext = (kind: 'post' | 'postNow') => () => ask({ kind, id: next });
    entries.push({ id: 'showNext', label: words.showNext, onAction: onNext('post') });
    entries.push({ id: 'publishNext', label: words.publishNext, onAction: onNext('postNow') });
  }
  if (attention > 0)
    entries.push({ id: 'attention', label: words.attention, onAction: () => ask({ kind: 'attention' }) });
  return entries;
}

function usePostEntries(search: string, onOpenPost: (id: string) => void): readonly PaletteEntry[] {
  const { posts } = useServices();
  const today = useToday();
  const { open, closed } = posts.get();
  const found = useFound(useMemo(() => ({ ...EVERYTHING, text: search }), [search]));
  return searchPosts([...open, ...closed], search, found).map((post) => ({
    id: `post ${post.id}`,
    label: post.parts[0]?.text ?? '',
    note: timeOf(post, today),
    icon: <FileText size={15} aria-hidden />,
    onAction: () => onOpenPost(post.id),
  }));
}

function timeOf({ dueAt, zone }: PostView, today: number): string {
  if (dueAt === null) return strings.queue.noTimeShort;
  const at = Date.parse(dueAt);
  return `${dayWords(dayNumber(new Date(at)), today)} ${clockIn(at, zone).slice(0, 5)}`;
}
