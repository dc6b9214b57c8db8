import { EXPLANATIONS } from '../../../core/domain/explain.ts';
import type { ReasonKind } from '../../../core/domain/reason.ts';
import type { Status } from '../../../core/domain/status.ts';
import { DAY, HOUR, MINUTE } from '../../../core/domain/time.ts';
import type { PostView } from '../../../core/domain/view.ts';

type Sample = {
  readonly status: Status;
  readonly due: number | null;
  readonly texts: readonly string[];
  readonly reason?: ReasonKind;
  readonly detail?: string;
  readonly zone?: string;
  readonly attempts?: number;
  readonly out?: number;
};

let serial = 0;

export function samplePost(now: number, sample: Sample): PostView {
  serial += 1;
  const { status, due, texts, reason, detail, zone = 'Europe/London', attempts = 0 } = sample;
  const out = status === 'published' ? texts.length : (sample.out ?? 0);
  const words = reason && EXPLANATIONS[reason];
  const at = due === null ? null : Math.round((now + due) / MINUTE) * MINUTE;
  return {
    id: `post-${String(serial).padStart(6, '0')}`,
    status,
    dueAt: at === null ? null : new Date(at).toISOString(),
    zone,
    account: 'sandbox',
    parts: texts.map((text, i) => ({
      text,
      ...(i < out && {
        tweetId: `19000000000000${serial}${i}`,
        publishedAt: new Date(at ?? now).toISOString(),
      }),
    })),
    attempts,
    ...(status === 'retrying' && { nextTryAt: new Date(now + 7 * MINUTE).toISOString() }),
    ...(reason &&
      words && {
        reason,
        explanation: { ...words, sentence: detail ? `${words.sentence} (${detail})` : words.sentence },
      }),
  };
}

/** One of each status, over a few days. */
export function mixedPosts(now: number): readonly PostView[] {
  const add = (sample: Sample) => samplePost(now, sample);
  return [
    add({
      status: 'failed',
      due: -26 * HOUR,
      reason: 'rejected',
      attempts: 1,
      detail: '403 Forbidden: You are not permitted to perform this action.',
      texts: [
        'Our new pricing page is live. It has fewer words and more numbers, which is how we like it. https://example.com/pricing',
      ],
    }),
    add({
      status: 'missed',
      due: -3 * HOUR,
      reason: 'late',
      texts: ['Good morning! ☕ What are you shipping today?'],
    }),
    add({
      status: 'published',
      due: -90 * MINUTE,
      attempts: 1,
      texts: [
        'Release 2.4 is out: faster search, quieter notifications, and a dark theme that is actually dark.',
      ],
    }),
    add({
      status: 'published',
      due: -40 * MINUTE,
      attempts: 3,
      texts: [
        'How we cut our build time by two thirds',
        'First: measure. Half of our guesses were wrong.',
        'Second: delete. Most of the time went into work nobody needed.',
      ],
    }),
    add({
      status: 'checking',
      due: -2 * MINUTE,
      reason: 'checking',
      attempts: 1,
      texts: ['A note on incident 118: what happened, what we did, and what changes.'],
    }),
    add({
      status: 'retrying',
      due: -1 * MINUTE,
      reason: 'network',
      attempts: 2,
      detail: 'ENOTFOUND api.x.com',
      texts: ['Two seats left for Thursday’s workshop in Lisbon.'],
    }),
    add({ status: 'publishing', due: 0, attempts: 1, texts: ['Live now: the demo hour. Bring questions.'] }),
    add({
      status: 'queued',
      due: 0,
      texts: ['We are hiring a designer who writes, or a writer who designs.'],
    }),
    add({
      status: 'scheduled',
      due: 12 * MINUTE,
      texts: ['Small joys: deleting a feature flag that has been on for everyone since 2019.'],
    }),
    add({
      status: 'held',
      due: 2 * HOUR,
      reason: 'auth',
      detail: '401 Unauthorized',
      texts: ['The recording of yesterday’s talk is up.'],
    }),
    add({
      status: 'scheduled',
      due: 5 * HOUR,
      zone: 'Asia/Tokyo',
      texts: ['こんにちは、東京。新しいバージョンを公開しました。', '詳しくはスレッドをどうぞ。'],
    }),
    add({
      status: 'failed',
      due: -20 * MINUTE,
      reason: 'undecided',
      attempts: 1,
      texts: ['Thank you for ten thousand installs 🎉'],
    }),
    add({
      status: 'scheduled',
      due: DAY + 2 * HOUR,
      texts: ['A thread on writing things down', 'Part two', 'Part three', 'Part four'],
    }),
    add({
      status: 'scheduled',
      due: 6 * DAY,
      texts: [
        'See you at the meetup on Friday. A very long line without spaces follows: aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa',
      ],
    }),
    add({ status: 'cancelled', due: 3 * HOUR, texts: ['This one was taken back.'] }),
    add({
      status: 'draft',
      due: null,
      texts: ['An idea for later: what we learnt from a year of small releases'],
    }),
  ];
}

/** Many posts over a year around now, most of them out. */
export function manyPosts(now: number, count: number): readonly PostView[] {
  return Array.from({ length: count }, (_, i) => {
    const due = (i - count / 2) * 53 * MINUTE;
    const open = due > 0;
    return samplePost(now, {
      status: open ? 'scheduled' : i % 33 === 0 ? 'failed' : 'published',
      due,
      texts: [`Post number ${i}: the quick brown fox jumps over the lazy dog.`],
      ...(!open && i % 33 === 0 && { reason: 'rejected' as const }),
    });
  });
}

/** What a computer that slept finds in the morning. */
export function missedPosts(now: number): readonly PostView[] {
  return Array.from({ length: 6 }, (_, i) =>
    samplePost(now, {
      status: 'missed',
      due: -(9 - i) * HOUR,
      reason: 'late',
      texts: [`Tip ${i + 1} of six: write it the evening before and let it go out in the morning.`],
    }),
  );
}
