import { Lock, Plus, Repeat, TriangleAlert } from 'lucide-react';
import type { Instant } from '../../core/domain/time.ts';
import type { PostView } from '../../core/domain/view.ts';
import { statusWords } from '../post/post-words.ts';
import { StatusChip, statusLook } from '../post/status-chip.tsx';
import type { PlacedItem } from '../state/calendar-cells.ts';
import { dayAt } from '../state/calendar-days.ts';
import type { Mark } from '../state/calendar-marks.ts';
import { lockOf } from '../state/calendar-move.ts';
import { dayName, momentName, timeName } from '../state/calendar-words.ts';
import { strings } from '../strings.ts';
import { CalendarChip, type ChipPlace } from '../ui/calendar-chip.tsx';
import { Text } from '../ui/text.tsx';

const words = strings.calendar;
const SIGN = 12;

/** What a chip has to know besides itself. */
export type ChipContext = {
  readonly zone: string;
  readonly now: Instant;
  readonly marks: ReadonlyMap<string, readonly Mark[]>;
  readonly carried: string | undefined;
  readonly active: string;
  readonly onPress: (key: string) => void;
};

type ItemChipProps = {
  readonly placed: PlacedItem;
  readonly chips: ChipContext;
  /** Of the cell, where time runs downwards. */
  readonly hours: { readonly from: number; readonly to: number } | undefined;
};

export function ItemChip({ placed: { item, place }, chips, hours }: ItemChipProps) {
  const { zone, active, onPress } = chips;
  const time = timeName(item.at, zone);
  const shared = {
    name: item.key,
    place: hours && placeIn(hours, place),
    isActive: active === item.key,
    onPress: () => onPress(item.key),
  };
  if (item.kind === 'more')
    return (
      <CalendarChip
        {...shared}
        look="more"
        time={words.moreCount(item.count)}
        label={words.moreOf(item.count, dayName(dayAt(item.at, zone)))}
      >
        {words.more}
      </CalendarChip>
    );
  if (item.kind === 'slot')
    return (
      <CalendarChip
        {...shared}
        look="ghost"
        time={time}
        icon={<Plus size={SIGN} aria-hidden />}
        label={words.slotOf(time, dayName(dayAt(item.at, zone)), item.account)}
      >
        {words.slot}
      </CalendarChip>
    );
  return <PostChip {...shared} post={item.post} time={time} chips={chips} />;
}

type PostChipProps = {
  readonly name: string;
  readonly place: ChipPlace | undefined;
  readonly isActive: boolean;
  readonly onPress: () => void;
  readonly post: PostView;
  readonly time: string;
  readonly chips: ChipContext;
};

function PostChip({ post, chips, ...rest }: PostChipProps) {
  const { icon: Icon, tone } = statusLook(post);
  const isCarried = chips.carried === post.id;
  const isLocked = !isCarried && lockOf(post, chips.now) !== undefined;
  return (
    <CalendarChip
      {...rest}
      look={tone}
      icon={<Icon size={SIGN} aria-hidden />}
      signs={<Signs post={post} isLocked={isLocked} isMarked={chips.marks.has(post.id)} />}
      label={labelOf(post, chips, `${rest.time} ${shownText(post)}`)}
      isDraggable={!isLocked}
      isCarried={isCarried}
      isDimmed={post.status === 'draft'}
    >
      {shownText(post)}
    </CalendarChip>
  );
}

/** The icon says enough of these; the others say their word too. */
const PLAIN: ReadonlySet<PostView['status']> = new Set(['scheduled', 'published']);

function shownText({ status, parts }: PostView): string {
  const text = parts[0]?.text ?? '';
  return PLAIN.has(status) ? text : `${strings.statuses[status].split(' (')[0]} · ${text}`;
}

type SignsProps = { readonly post: PostView; readonly isLocked: boolean; readonly isMarked: boolean };

function Signs({ post, isLocked, isMarked }: SignsProps) {
  return (
    <>
      {isMarked && <TriangleAlert size={SIGN} aria-hidden />}
      {post.repeat && <Repeat size={SIGN} aria-hidden />}
      {isLocked && <Lock size={10} aria-hidden />}
    </>
  );
}

/** Why it is locked and what it collides with. */
function remarksOn(post: PostView, { now, marks }: ChipContext): readonly string[] {
  const lock = lockOf(post, now);
  return [
    ...(marks.get(post.id) ?? []).map((mark) => words.marks[mark]),
    ...(lock ? [words.locks[lock]] : []),
  ];
}

function labelOf(post: PostView, chips: ChipContext, shown: string): string {
  const day = dayName(dayAt(Date.parse(post.dueAt ?? ''), chips.zone));
  return [words.chip(shown, day, statusWords(post), post.account), ...remarksOn(post, chips)].join('. ');
}

/** What the chip has no room for. */
export function PostHint({ post, chips }: { readonly post: PostView; readonly chips: ChipContext }) {
  return (
    <>
      <Text as="strong">{momentName(Date.parse(post.dueAt ?? ''), chips.zone)}</Text>
      <span>
        <StatusChip post={post} /> <Text look="small">@{post.account}</Text>
      </span>
      <Text>{(post.parts[0]?.text ?? '').slice(0, 160)}</Text>
      {remarksOn(post, chips).map((remark) => (
        <Text key={remark} look="small">
          {remark}
        </Text>
      ))}
    </>
  );
}

function placeIn(
  { from, to }: { readonly from: number; readonly to: number },
  place: PlacedItem['place'],
): ChipPlace {
  return { top: (place.minute - from) / (to - from), column: place.column, columns: place.columns };
}
