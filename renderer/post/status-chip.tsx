import {
  Ban,
  CalendarClock,
  CircleAlert,
  CircleCheck,
  ClockAlert,
  CloudUpload,
  FilePen,
  Hourglass,
  Lock,
  type LucideIcon,
  RotateCw,
  SearchCheck,
  Send,
} from 'lucide-react';
import type { Status } from '../../core/domain/status.ts';
import type { PostView } from '../../core/domain/view.ts';
import { distance } from '../../core/domain/zone.ts';
import { useNow } from '../state/services.tsx';
import { strings } from '../strings.ts';
import { Chip } from '../ui/chip.tsx';
import type { Tone } from '../ui/text.tsx';
import { statusWords } from './post-words.ts';

const STATUS_LOOKS: Readonly<Record<Status, { readonly icon: LucideIcon; readonly tone: Tone }>> = {
  draft: { icon: FilePen, tone: 'neutral' },
  scheduled: { icon: CalendarClock, tone: 'info' },
  queued: { icon: Hourglass, tone: 'active' },
  publishing: { icon: Send, tone: 'active' },
  checking: { icon: SearchCheck, tone: 'warning' },
  retrying: { icon: RotateCw, tone: 'warning' },
  published: { icon: CircleCheck, tone: 'success' },
  missed: { icon: ClockAlert, tone: 'danger' },
  held: { icon: Lock, tone: 'danger' },
  failed: { icon: CircleAlert, tone: 'danger' },
  cancelled: { icon: Ban, tone: 'neutral' },
};

const UNSYNCED_LOOK = { icon: CloudUpload, tone: 'warning' } as const;

/** The icon and the tone that go with its status everywhere. */
export function statusLook(post: PostView): { readonly icon: LucideIcon; readonly tone: Tone } {
  return post.unsynced ? UNSYNCED_LOOK : STATUS_LOOKS[post.status];
}

/** How a post is, in the words that the whole of Perch uses. */
export function StatusChip({ post }: { readonly post: PostView }) {
  const { icon: Icon, tone } = statusLook(post);
  return (
    <Chip tone={tone} icon={<Icon size={13} aria-hidden />}>
      {post.status === 'retrying' && post.nextTryAt !== undefined ? (
        <UntilNextTry post={post} at={Date.parse(post.nextTryAt)} />
      ) : (
        statusWords(post)
      )}
    </Chip>
  );
}

/** Counts down; in words without a countdown when the time has come. */
function UntilNextTry({ post, at }: { readonly post: PostView; readonly at: number }) {
  const now = useNow();
  return at > now ? strings.retryIn(post.attempts, distance(at, now)) : statusWords(post);
}
