import { CircleAlert, CircleCheck, CircleDot, Pencil, Send } from 'lucide-react';
import { memo } from 'react';
import type { HistoryRow } from '../../core/domain/history.ts';
import { type ActivityEntry, isProblem } from '../state/activity-items.ts';
import { clockIn, localZone } from '../state/when-words.ts';
import { strings } from '../strings.ts';
import { Chip } from '../ui/chip.tsx';
import { ListRow, TimeOfDay } from '../ui/list-row.tsx';
import type { Tone } from '../ui/text.tsx';

const words = strings.activity;

/** One line: when, which post, what happened, and the words of whoever said them. */
export const ActivityLine = memo(function ActivityLine({ entry }: { readonly entry: ActivityEntry }) {
  const { row, post } = entry;
  const { icon: Icon, tone } = lookOf(row);
  const isThread = (post?.parts.length ?? 1) > 1;
  const text = post?.parts[isThread ? row.part : 0]?.text ?? post?.parts[0]?.text;
  return (
    <ListRow
      lead={<TimeOfDay time={clockIn(row.at - (row.at % 1000), localZone())} />}
      text={text ?? words.unknownPost}
      state={
        <Chip tone={tone} icon={<Icon size={13} aria-hidden />}>
          {strings.events[row.event]}
        </Chip>
      }
      meta={
        <>
          {post && <span>@{post.account}</span>}
          {isThread && <span>{words.part(row.part + 1)}</span>}
          <span>{row.detail === '' ? strings.details.by(row.by) : row.detail}</span>
        </>
      }
    />
  );
});

function lookOf({ event, by }: HistoryRow): { readonly icon: typeof Send; readonly tone: Tone } {
  if (event === 'published' || event === 'partPublished') return { icon: CircleCheck, tone: 'success' };
  if (event === 'rejected' || event === 'undecided' || event === 'missed' || event === 'held')
    return { icon: CircleAlert, tone: 'danger' };
  if (isProblem(event)) return { icon: CircleAlert, tone: 'warning' };
  if (event === 'armed') return { icon: Send, tone: 'active' };
  return by === 'window' ? { icon: Pencil, tone: 'neutral' } : { icon: CircleDot, tone: 'neutral' };
}
