import { useEffect, useState } from 'react';
import type { AttemptRecord, HistoryEntry } from '../../core/domain/history.ts';
import { postKey } from '../../core/domain/needs.ts';
import type { PostView } from '../../core/domain/view.ts';
import { formatInstant } from '../../core/domain/zone.ts';
import type { PostDetail } from '../../core/rpc/contract.ts';
import { useServices } from '../state/services.tsx';
import { useSeen } from '../state/use-seen.ts';
import { strings } from '../strings.ts';
import { Facts } from '../ui/card.tsx';
import { Inline, Stack } from '../ui/layout.tsx';
import { Text } from '../ui/text.tsx';
import { Timeline } from '../ui/timeline.tsx';
import { ContentSigns } from './content-signs.tsx';
import { PartExtras } from './part-extras.tsx';
import { noteWords } from './post-words.ts';
import { StatusChip } from './status-chip.tsx';

const words = strings.details;

/** A post in full: its text, every try with X's own words, and everything that happened to it. */
export function PostDetails({ post }: { readonly post: PostView }) {
  const detail = usePostDetail(post);
  const facts = [
    {
      name: words.due,
      value:
        post.dueAt === null ? strings.queue.noTimeShort : formatInstant(Date.parse(post.dueAt), post.zone),
    },
    ...(post.repeat ? [{ name: words.repeats, value: post.repeat.words }] : []),
    { name: words.account, value: `@${post.account}` },
    ...audienceFacts(post),
  ];
  return (
    <>
      <Inline>
        <StatusChip post={post} />
        <ContentSigns post={post} />
      </Inline>
      {post.explanation && <Text as="p">{noteWords(post)}</Text>}
      <Stack gap={3}>
        {post.parts.map((part, index) => (
          // biome-ignore lint/suspicious/noArrayIndexKey: the parts of a stored post have no other name.
          <Stack key={index} gap={1}>
            {post.parts.length > 1 && <Text look="label">{words.partOf(index + 1, post.parts.length)}</Text>}
            <Text as="p" verbatim>
              {part.text}
            </Text>
            <PartExtras part={part} />
          </Stack>
        ))}
      </Stack>
      <Facts facts={facts} />
      {detail === undefined && <Text look="soft">{words.loading}</Text>}
      {detail === null && <Text look="soft">{words.unknown}</Text>}
      {detail === 'unreadable' && <Text look="soft">{words.unreadable}</Text>}
      {detail && detail !== 'unreadable' && !post.unsynced && <Past detail={detail} zone={post.zone} />}
      {post.unsynced && <Text look="soft">{words.unsynced}</Text>}
    </>
  );
}

function audienceFacts({ replyTo, replySettings }: PostView) {
  const { content } = strings;
  return [
    ...(replyTo === undefined ? [] : [{ name: content.replyTo, value: replyTo }]),
    ...(replySettings ? [{ name: content.whoReplies, value: content.settings[replySettings] }] : []),
  ];
}

function Past({ detail, zone }: { readonly detail: PostDetail; readonly zone: string }) {
  const { attempts, history } = detail;
  return (
    <>
      <Stack gap={2}>
        <Text as="h3" look="label">
          {words.tries}
        </Text>
        {attempts.length === 0 && <Text look="soft">{words.noTries}</Text>}
        <Timeline entries={attempts.map((attempt) => ofAttempt(attempt, zone))} />
      </Stack>
      <Stack gap={2}>
        <Text as="h3" look="label">
          {words.history}
        </Text>
        <Timeline entries={history.map((entry) => ofHistory(entry, zone))} />
      </Stack>
    </>
  );
}

function ofAttempt({ part, armedAt, settledAt, outcome, detail }: AttemptRecord, zone: string) {
  const known: Partial<Record<string, string>> = strings.outcomes;
  const took = settledAt === undefined ? '' : ` · ${words.took(settledAt - armedAt)}`;
  const title = `${known[outcome] ?? strings.events[outcome as HistoryEntry['event']]}${took}`;
  return { key: `${part} ${armedAt}`, time: timeOf(armedAt, zone), title, detail };
}

function ofHistory({ at, part, event, detail, by }: HistoryEntry, zone: string) {
  return {
    key: `${part} ${at} ${event}`,
    time: timeOf(at, zone),
    title: strings.events[event],
    detail: detail || `${words.by(by)}`,
  };
}

function timeOf(at: number, zone: string): string {
  return formatInstant(at - (at % 1000), zone, { zoneName: false });
}

/** Undefined while it is read, null when there is no such post, `unreadable` when nobody can be asked. Read again whenever the post changes. */
function usePostDetail(post: PostView): PostDetail | null | 'unreadable' | undefined {
  const { session } = useServices();
  useSeen(postKey(post.id));
  const [detail, setDetail] = useState<PostDetail | null | 'unreadable'>();
  useEffect(() => {
    let isCurrent = true;
    const read = async () => {
      const found = await session.worker().show(post.id);
      if (isCurrent) setDetail(found);
    };
    // While the publisher or the storage is away what was read before stays.
    read().catch(() => isCurrent && setDetail((before) => before ?? 'unreadable'));
    return () => {
      isCurrent = false;
    };
  }, [session, post]);
  return detail;
}
