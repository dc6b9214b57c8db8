import { useCallback } from 'react';
import type { PostView } from '../../core/domain/view.ts';
import { parseWhen } from '../../core/domain/when.ts';
import { distance, formatInstant } from '../../core/domain/zone.ts';
import { timeNow } from '../state/now.ts';
import { useServices } from '../state/services.tsx';
import { whenWords } from '../state/when-words.ts';
import { strings } from '../strings.ts';
import { changePosts, moveTo } from './change-posts.ts';
import { type Understood, WhenDialog } from './when-dialog.tsx';

const words = strings.reschedule;

/** A new time for one post, in plain words. */
export function RescheduleDialog({
  post,
  onClose,
}: {
  readonly post: PostView;
  readonly onClose: () => void;
}) {
  const services = useServices();
  const { zone } = post;
  const read = useCallback((text: string, now: number) => readTime(text, now, zone), [zone]);
  const dueAt = post.dueAt === null ? Number.NaN : Date.parse(post.dueAt);
  const initial = dueAt > timeNow() ? whenWords(dueAt, zone, timeNow()) : '';
  const choose = (at: number) =>
    void changePosts(services, [moveTo(post, at)], () =>
      words.done(formatInstant(at, zone, { zoneName: false })),
    );
  return (
    <WhenDialog
      words={{ ...words, hint: words.hint(zone) }}
      initial={initial}
      read={read}
      onChoose={choose}
      onClose={onClose}
    />
  );
}

function readTime(text: string, now: number, zone: string): Understood<number> {
  const when = parseWhen(text, { now, zone });
  if (when.kind === 'error') return when;
  const echo = `${formatInstant(when.at, zone, { zoneName: false })} · ${distance(when.at, now)}`;
  return { kind: 'ok', echo, notes: when.notes, value: when.at };
}
