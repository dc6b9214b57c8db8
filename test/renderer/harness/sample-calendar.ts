import { DAY, HOUR, MINUTE } from '../../../core/domain/time.ts';
import type { PostView } from '../../../core/domain/view.ts';
import { mixedPosts, samplePost } from './sample-posts.ts';

/** The week around now as an active account has it: full days, collisions, a night, drafts with a time. */
export function calendarPosts(now: number): readonly PostView[] {
  const midnight = Math.floor(now / DAY) * DAY - now;
  const at = (day: number, hour: number, minute = 0) => midnight + day * DAY + hour * HOUR + minute * MINUTE;
  const plan = (due: number, text: string, status: PostView['status'] = 'scheduled') =>
    samplePost(now, { status, due, texts: [text] });
  return [
    ...mixedPosts(now),
    ...[-9, -7, -5, -4, -2].map((day) =>
      plan(at(day, 9), 'What we learnt this week, in three lines', 'published'),
    ),
    plan(at(2, 9), 'Monday: the changelog of last week'),
    plan(at(2, 9, 10), 'A screenshot of the new settings'),
    plan(at(2, 9, 15), 'And one of the old ones, for the fun of it'),
    plan(at(2, 13), 'Office hour today at four: bring questions'),
    plan(at(3, 10), 'How we test time zones'),
    plan(at(3, 10), 'Two posts in one minute'),
    plan(at(4, 11), 'Read this twice'),
    plan(at(5, 15, 30), 'Read this twice'),
    plan(at(5, 2, 30), 'Good night from the other side of the world'),
    plan(at(6, 18, 45), 'A draft that has a time', 'draft'),
    ...[9, 10, 11, 12, 16].map((hour) => plan(at(6, hour), `Friday, ${hour} o’clock: one of five`)),
    ...Array.from({ length: 6 }, (_, i) =>
      plan(at(7, 12, i * 4), `One of six in half an hour: number ${i + 1}`),
    ),
  ];
}
