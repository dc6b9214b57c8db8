import type { Problem } from '../../core/domain/problem.ts';
import { Banner } from '../ui/banner.tsx';
import { Stack } from '../ui/layout.tsx';

/** What X would refuse, and what a person may not expect. */
export function ProblemList({ problems }: { readonly problems: readonly Problem[] }) {
  if (problems.length === 0) return null;
  return (
    <Stack gap={1}>
      {problems.map(({ code, severity, message }) => (
        <Banner key={code} isPlain tone={severity === 'error' ? 'danger' : 'warning'}>
          {message}
        </Banner>
      ))}
    </Stack>
  );
}
