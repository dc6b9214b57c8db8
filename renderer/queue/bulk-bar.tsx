import { CalendarRange, ChevronDown, Copy, MoveRight, Trash2, X } from 'lucide-react';
import { useCallback, useState } from 'react';
import type { PostView } from '../../core/domain/view.ts';
import { changePosts, duplicating, type Step } from '../post/change-posts.ts';
import { WhenDialog } from '../post/when-dialog.tsx';
import { SHORTCUTS } from '../shortcuts.ts';
import { timeNow } from '../state/now.ts';
import { type Services, useServices } from '../state/services.tsx';
import { localZone } from '../state/when-words.ts';
import { strings } from '../strings.ts';
import { Button, IconButton } from '../ui/button.tsx';
import { Inline } from '../ui/layout.tsx';
import { Menu } from '../ui/menu.tsx';
import { Text } from '../ui/text.tsx';
import { deleting, moving, type NewTimes, readNewTimes, spreading } from './bulk-steps.ts';
import type { Selection } from './use-selection.ts';

const words = strings.bulk;

/** What can be done with all that is selected; one undo takes all of it back. */
export function BulkBar({ selection }: { readonly selection: Selection }) {
  const [isMoving, setMoving] = useState(false);
  const bulk = useBulk(selection);
  const lengths = [
    { id: '1h', label: words.moveHour },
    { id: '1d', label: words.moveDay },
    { id: '1w', label: words.moveWeek },
  ].map(({ id, label }) => ({ id, label, onAction: () => void bulk.move({ kind: 'by', length: id }) }));
  const other = { id: 'other', label: words.moveOther, onAction: () => setMoving(true) };
  return (
    <Inline gap={2} wrap spread role="group" aria-label={words.label}>
      <Inline gap={1}>
        <IconButton
          label={words.clear}
          icon={<X size={16} />}
          chord={SHORTCUTS.clearSelection.keys[0]}
          onPress={selection.clear}
        />
        <Text as="strong">{words.selected(selection.posts.length)}</Text>
      </Inline>
      <Inline gap={1} wrap>
        <Menu label={words.move} entries={[...lengths, other]}>
          <Button size="s" icon={<MoveRight size={14} aria-hidden />}>
            <Inline gap={1}>
              {words.move}
              <ChevronDown size={12} aria-hidden />
            </Inline>
          </Button>
        </Menu>
        <Button size="s" icon={<CalendarRange size={14} aria-hidden />} onPress={() => void bulk.spread()}>
          {words.spread}
        </Button>
        <Button size="s" icon={<Copy size={14} aria-hidden />} onPress={() => void bulk.duplicate()}>
          {words.duplicate}
        </Button>
        <Button
          size="s"
          look="danger"
          icon={<Trash2 size={14} aria-hidden />}
          chord={SHORTCUTS.cancel.keys[0]}
          onPress={() => void bulk.remove()}
        >
          {words.delete}
        </Button>
      </Inline>
      {isMoving && (
        <MoveDialog
          posts={selection.posts}
          onChoose={(times) => void bulk.move(times)}
          onClose={() => setMoving(false)}
        />
      )}
    </Inline>
  );
}

type MoveDialogProps = {
  readonly posts: readonly PostView[];
  readonly onChoose: (times: NewTimes) => void;
  readonly onClose: () => void;
};

function MoveDialog({ posts, onChoose, onClose }: MoveDialogProps) {
  const zone = posts[0]?.zone ?? localZone();
  const read = useCallback((text: string, now: number) => readNewTimes(text, now, zone), [zone]);
  const { reschedule } = strings;
  const shown = {
    title: words.moveTitle(posts.length),
    field: words.moveField,
    hint: reschedule.hint(zone),
    placeholder: words.movePlaceholder,
    confirm: words.moveConfirm,
    presets: reschedule.presets,
    presetWords: ['By 30 minutes', 'By 3 days', 'Tomorrow 09:00'],
  };
  return <WhenDialog words={shown} initial="" read={read} onChoose={onChoose} onClose={onClose} />;
}

export type Bulk = {
  move(times: NewTimes): Promise<void>;
  spread(): Promise<void>;
  duplicate(): Promise<void>;
  remove(): Promise<void>;
};

/** The changes of all that is selected. What was refused stays selected; with nothing refused nothing does. */
export function useBulk(selection: Selection): Bulk {
  const services = useServices();
  const { posts } = selection;
  const make = async (steps: readonly Step[], message: (n: number) => string, otherwise: string) => {
    if (steps.length === 0) return void services.toasts.show({ tone: 'danger', message: otherwise });
    selection.set(await changePosts(services, steps, message));
  };
  return {
    move: (times) => make(moving(posts, times), words.moved, words.nothingToMove),
    spread: () => make(spreading(posts, settingOf(services)), words.spreadDone, words.nothingToSpread),
    duplicate: () => make(posts.map(duplicating), words.duplicated, words.nothingToMove),
    remove: () => make(deleting(posts), words.deleted, words.nothingToDelete),
  };
}

function settingOf({ session, posts }: Services): Parameters<typeof spreading>[1] {
  const accounts = session.get().overview?.accounts ?? [];
  return { accounts, open: posts.get().open, now: timeNow(), zone: localZone() };
}
