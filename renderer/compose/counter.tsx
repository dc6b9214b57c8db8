import { strings } from '../strings.ts';
import { Inline } from '../ui/layout.tsx';
import { Ring } from '../ui/ring.tsx';
import { Text } from '../ui/text.tsx';

/** From here on the end of the limit is in sight. */
const NEAR = 20;

/** Length as X counts it. */
export function Counter({ length, limit }: { readonly length: number; readonly limit: number }) {
  const left = limit - length;
  const tone = left < 0 ? 'danger' : left <= NEAR ? 'warning' : 'calm';
  return (
    <Inline gap={2}>
      <Ring share={length / limit} tone={tone} />
      <Text look="small" {...(left < 0 && { tone: 'danger' as const })}>
        {strings.compose.counter(length, limit)}
        {left < 0 && ` · ${strings.compose.over(-left)}`}
      </Text>
    </Inline>
  );
}
