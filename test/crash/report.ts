import type { PostEvent } from '../../core/domain/status.ts';
import { spreadOf } from '../bench/figures.ts';
import type { Sweep } from './sweep.ts';
import type { Death } from './worker.ts';

/** The figures of a sweep as tables, and how to see a broken promise again. */
export function printSweep(sweep: Sweep): void {
  const { options, deaths, records, sends, violations, folder, took, settled, standstill } = sweep;
  const { kind, kills, seed } = options;
  console.table(tally(deaths, ({ life }) => life.boundary.name));
  console.table(tally(deaths, ({ life }) => life.mode));
  const events = records.flatMap(({ history }) => history.map(({ event }) => event));
  const times = (event: PostEvent): number => events.filter((each) => each === event).length;
  const parts = records.reduce((sum, { post }) => sum + post.parts.length, 0);
  console.log(
    `${kind}: ${deaths.length} kills in ${seconds(took)} (${(took / deaths.length / 1_000).toFixed(2)} s each), ` +
      `${records.length} posts of ${parts} parts, armed ${times('armed')} times, sent ${sends} times, ` +
      `in doubt ${times('doubted')} times, proven absent ${times('provenAbsent')} times`,
  );
  const { p50, p95, max } = spreadOf(lateness(sweep));
  console.log(
    `From due to published: p50 ${seconds(p50)}, p95 ${seconds(p95)}, max ${seconds(max)}; ` +
      `all settled ${seconds(settled)} after the last kill; X stood still for ${seconds(standstill)} at most`,
  );
  console.log(`${kind}: ${violations.length} violations (seed ${seed})`);
  if (violations.length === 0) return;
  for (const violation of violations) console.log(`  ${violation}`);
  console.log(`What is left of it is in ${folder}.`);
  console.log(`The same plan again: npm run crash -- ${kind} --kills ${kills} --seed ${seed}`);
}

const seconds = (ms: number): string => `${(ms / 1_000).toFixed(1)} s`;

function tally(deaths: readonly Death[], nameOf: (death: Death) => string) {
  const table: Record<string, { kills: number; reached: number }> = {};
  for (const death of deaths) {
    const name = nameOf(death);
    const { kills, reached } = table[name] ?? { kills: 0, reached: 0 };
    table[name] = { kills: kills + 1, reached: reached + Number(death.isReached) };
  }
  return table;
}

function lateness({ records }: Sweep): readonly number[] {
  return records.flatMap(({ post, history }) => {
    const out = history.find(({ event }) => event === 'published');
    return out && post.dueAt !== null ? [out.at - post.dueAt] : [];
  });
}
