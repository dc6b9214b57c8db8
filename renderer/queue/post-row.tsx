import { memo, useState } from 'react';
import { flushSync } from 'react-dom';
import { DAY } from '../../core/domain/time.ts';
import type { PostView } from '../../core/domain/view.ts';
import { abbreviation, distance } from '../../core/domain/zone.ts';
import { actionsOf } from '../post/actions.ts';
import { ContentSigns } from '../post/content-signs.tsx';
import { PostNote } from '../post/post-note.tsx';
import { StatusChip } from '../post/status-chip.tsx';
import type { RunAction } from '../post/use-post-actions.ts';
import { SHORTCUTS } from '../shortcuts.ts';
import { useNow, useSession } from '../state/services.tsx';
import { clockIn, localZone } from '../state/when-words.ts';
import { strings } from '../strings.ts';
import { ListRow, TimeOfDay } from '../ui/list-row.tsx';
import { RowMenu } from '../ui/row-menu.tsx';
import { Text } from '../ui/text.tsx';

type PostRowProps = {
  readonly post: PostView;
  readonly isActive: boolean;
  readonly isSelected: boolean;
  /** Some row is selected, so that all of them show that they can be. */
  readonly isSelecting: boolean;
  readonly run: RunAction;
  readonly onSelect: (id: string) => void;
};

/** One post of the queue. Drawn again only when the post itself changes. */
export const PostRow = memo(function PostRow(props: PostRowProps) {
  const { post, isActive, isSelected, isSelecting, run, onSelect } = props;
  const [isNear, setNear] = useState(false);
  const text = firstWords(post);
  const name = text.slice(0, 40);
  return (
    <ListRow
      lead={<Due post={post} />}
      text={text}
      select={{
        label: strings.queue.select(name),
        isSelected,
        isShown: isSelecting,
        skipTab: !isActive,
        onChange: () => onSelect(post.id),
      }}
      state={<StatusChip post={post} />}
      meta={<Meta post={post} />}
      {...(post.explanation && { note: <PostNote post={post} run={run} /> })}
      menu={
        <RowMenu
          label={strings.queue.actions(name)}
          entries={() => entriesOf(post, run)}
          isNear={isActive || isNear}
          skipTab={!isActive}
        />
      }
      // At once, so that the press that follows the pointer meets the menu.
      onPointerEnter={() => flushSync(() => setNear(true))}
    />
  );
});

/** Its first text, or what is there instead of one. */
const firstWords = ({ parts: [first] }: PostView): string =>
  first?.text || strings.content.signs.media(first?.media?.length ?? 0);

function Due({ post }: { readonly post: PostView }) {
  if (post.dueAt === null) return <Text look="small">{strings.queue.noTimeShort}</Text>;
  const at = Date.parse(post.dueAt);
  return (
    <>
      <TimeOfDay time={clockIn(at, post.zone)} />
      {post.zone !== localZone() && <Text look="small">{abbreviation(at, post.zone)}</Text>}
    </>
  );
}

function Meta({ post }: { readonly post: PostView }) {
  const isWaiting = post.dueAt !== null && (post.status === 'scheduled' || post.status === 'queued');
  return (
    <>
      {isWaiting && <Countdown to={Date.parse(post.dueAt ?? '')} />}
      <AccountName account={post.account} />
      <ContentSigns post={post} />
      {post.parts.length > 1 && <span>{strings.queue.parts(post.parts.length)}</span>}
      {post.stopRequested && <span>{strings.queue.stopping}</span>}
    </>
  );
}

/** Whose it is, where there are several to tell apart. */
function AccountName({ account }: { readonly account: string }) {
  const isOneOfMany = useSession((s) => (s.overview?.accounts.length ?? 0) > 1);
  return isOneOfMany ? <span>@{account}</span> : null;
}

/** For the posts of the next 24 hours: nobody counts the seconds of next week. */
function Countdown({ to }: { readonly to: number }) {
  const now = useNow();
  return to - now < DAY && to > now ? <span>{distance(to, now)}</span> : null;
}

const entriesOf = (post: PostView, run: RunAction) =>
  actionsOf(post).map(({ id, label, shortcut }) => ({
    id,
    label,
    isDanger: id === 'cancel',
    onAction: () => run(id, post),
    ...(shortcut && { chord: SHORTCUTS[shortcut].keys[0] }),
  }));
