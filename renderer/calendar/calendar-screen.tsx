import { type ReactNode, useEffect, useState } from 'react';
import type { PostView } from '../../core/domain/view.ts';
import { PostDialogs } from '../post/post-dialogs.tsx';
import { type Opened, usePostActions } from '../post/use-post-actions.ts';
import type { Day } from '../state/calendar-days.ts';
import { useServices } from '../state/services.tsx';
import { useStore } from '../state/use-store.ts';
import { strings } from '../strings.ts';
import { Banner } from '../ui/banner.tsx';
import { Button } from '../ui/button.tsx';
import { CalendarBoard } from './calendar-board.tsx';
import { DayDialog } from './day-dialog.tsx';
import type { ComposerWays } from './use-compose-at.ts';
import { type CalendarPlace, usePlace, useSpan } from './use-place.ts';

const words = strings.calendar;

type CalendarScreenProps = ComposerWays & {
  /** What is the matter with the publisher, if anything is. */
  readonly notice: ReactNode;
};

/** Posts where they are in time: a month or a week, to look at, to move and to write into. */
export function CalendarScreen({ notice, onComposer, onNew }: CalendarScreenProps) {
  const { posts: known } = useServices();
  const place = usePlace();
  const read = useReading(place);
  const posts = useStore(useServices().calendar, (s) => s.posts);
  const [opened, setOpened] = useState<Opened>();
  const [day, setDay] = useState<Day>();
  const run = usePostActions(setOpened);
  const openPost = (post: PostView) => {
    const { open, closed } = known.get();
    // The dialog follows the post in the list that the queue holds.
    if (![...open, ...closed].some(({ id }) => id === post.id)) known.put(post);
    setDay(undefined);
    run('details', post);
  };
  const edit = (post: PostView) => {
    run('edit', post);
    onComposer();
  };
  return (
    <>
      <CalendarBoard
        place={place}
        span={read.span}
        notice={
          <>
            {notice}
            <State onRetry={read.again} />
          </>
        }
        onOpen={openPost}
        onEdit={edit}
        onDay={setDay}
        onComposer={onComposer}
        onNew={onNew}
      />
      {day !== undefined && (
        <DayDialog
          day={day}
          posts={posts}
          zone={place.zone}
          onOpen={openPost}
          onClose={() => setDay(undefined)}
        />
      )}
      {opened && <PostDialogs opened={opened} onClose={() => setOpened(undefined)} />}
    </>
  );
}

/** Reads what is shown, for as long as it is shown. */
function useReading(place: CalendarPlace) {
  const { calendar } = useServices();
  const span = useSpan(place);
  const [tries, setTries] = useState(0);
  const account = place.account?.name ?? null;
  // biome-ignore lint/correctness/useExhaustiveDependencies: `tries`: a person asked to read once more.
  useEffect(() => calendar.watch({ ...span, account }), [calendar, span, account, tries]);
  return { span, again: () => setTries((n) => n + 1) };
}

/** Why posts may be missing from what is shown. */
function State({ onRetry }: { readonly onRetry: () => void }) {
  const { calendar } = useServices();
  const phase = useStore(calendar, (s) => s.phase);
  const isCut = useStore(calendar, (s) => s.isCut);
  if (phase === 'unreadable')
    return (
      <Banner
        tone="warning"
        title={words.unreadableTitle}
        action={
          <Button size="s" onPress={onRetry}>
            {words.retry}
          </Button>
        }
      >
        {words.unreadable}
      </Banner>
    );
  return isCut ? <Banner tone="info">{words.cut}</Banner> : null;
}
