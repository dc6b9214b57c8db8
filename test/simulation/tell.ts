import type { Run } from './simulate.ts';

/** Everything that is known of a seed, in the order in which it happened, and how to see it again. */
export function tell({ plan: { seed, kind }, story, violations }: Run): string {
  const replay = `SEED=${seed} npx vitest run --config=build/vitest.config.ts --project=simulation ${kind}`;
  return ['', ...story, '', `Seed ${seed} (${kind}): ${violations.join('; ')}`, `Replay: ${replay}`].join(
    '\n',
  );
}
