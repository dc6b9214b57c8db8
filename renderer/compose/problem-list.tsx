import { showHidden } from '../../core/domain/hidden.ts';
import type { Problem } from '../../core/domain/problem.ts';
import { remedyOf } from '../../core/domain/remedy.ts';
import { splitText } from '../../core/domain/split.ts';
import { strings } from '../strings.ts';
import { Banner } from '../ui/banner.tsx';
import { Button } from '../ui/button.tsx';
import { Stack } from '../ui/layout.tsx';
import { Marked } from '../ui/marked.tsx';

type Mend = {
  readonly text: string;
  readonly limit: number;
  readonly onText: (text: string) => void;
  readonly onSplit: () => void;
};

type ProblemListProps = {
  readonly problems: readonly Problem[];
  /** Of the part that they are about, unless it cannot be changed. */
  readonly mend?: Mend;
};

/** What X would refuse, and what a person may not expect, each with its way out where it needs no thought. */
export function ProblemList({ problems, mend }: ProblemListProps) {
  if (problems.length === 0) return null;
  return (
    <Stack gap={1}>
      {problems.map(({ code, severity, message }) => (
        <Banner
          key={`${code} ${message}`}
          isPlain
          tone={severity === 'error' ? 'danger' : 'warning'}
          action={mend && <WayOut code={code} {...mend} />}
        >
          {message}
          {mend && SHOWN.includes(code) && <Marked parts={showHidden(mend.text)} />}
        </Banner>
      ))}
    </Stack>
  );
}

const words = strings.writing;
/** Longer texts take longer to split than a key may. */
const COUNTED = 3_000;

const SHOWN: readonly Problem['code'][] = ['hidden-direction', 'hidden-character', 'forbidden-character'];

function WayOut({ code, text, limit, onText, onSplit }: Mend & Pick<Problem, 'code'>) {
  if (code === 'too-long') {
    return (
      <Button size="s" onPress={onSplit}>
        {text.length <= COUNTED ? words.splitInto(splitText(text, limit).length) : words.splitMany}
      </Button>
    );
  }
  const remedy = remedyOf(code, text);
  if (!remedy) return null;
  return (
    <Button size="s" onPress={() => onText(remedy.text)}>
      {remedy.label}
    </Button>
  );
}
