import { CircleAlert, CircleCheck, CircleDot, Clock, Moon, Pencil, Send, Wifi, WifiOff } from 'lucide-react';
import { memo } from 'react';
import type { HistoryRow } from '../../core/domain/history.ts';
import type { MachineEvent } from '../../core/domain/machine-event.ts';
import { type ActivityEntry, isProblem, machineSentence } from '../state/activity-items.ts';
import { clockIn, localZone } from '../state/when-words.ts';
import { strings } from '../strings.ts';
import { Chip } from '../ui/chip.tsx';
import { ListRow, TimeOfDay } from '../ui/list-row.tsx';
import type { Tone } from '../ui/text.tsx';

const words = strings.activity;

/** The same about the computer. */
export const MachineLine = memo(function MachineLine({ event }: { readonly event: MachineEvent }) {
  const { icon: Icon, tone } = MACHINE_LOOKS[event.kind];
  return (
    <ListRow
      lead={<TimeOfDay time={clockIn(event.at - (event.at % 1000), localZone())} />}
      text={machineSentence(event)}
      state={
        <Chip tone={tone} icon={<Icon size={13} aria-hidden />}>
          {strings.machine.kinds[event.kind]}
        </Chip>
      }
      meta={<span>{strings.machine.name}</span>}
    />
  );
});

const MACHINE_LOOKS = {
  slept: { icon: Moon, tone: 'neutral' },
  clockSet: { icon: Clock, tone: 'warning' },
  offline: { icon: WifiOff, tone: 'warning' },
  online: { icon: Wifi, tone: 'success' },
} as const satisfies Record<MachineEvent['kind'], { readonly icon: typeof Send; readonly tone: Tone }>;

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
