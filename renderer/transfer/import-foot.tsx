import type { ImportProgress } from '../../core/rpc/import-contract.ts';
import { useServices } from '../state/services.tsx';
import { useStore } from '../state/use-store.ts';
import { strings } from '../strings.ts';
import { Button } from '../ui/button.tsx';
import { Inline } from '../ui/layout.tsx';
import { Progress } from '../ui/progress.tsx';
import { Text } from '../ui/text.tsx';

const words = strings.transfer;

/** What would happen, or how it goes on; and the one button that each of these needs. */
export function ImportFoot() {
  const { imports } = useServices();
  const { preview, isReading, progress } = useStore(imports, (s) => s);
  if (progress) return <During progress={progress} />;
  if (preview?.kind !== 'ok') return null;
  const { added, already, refused } = preview.counts;
  return (
    <Inline spread wrap>
      <div role="status">
        <Text look="soft">{isReading ? words.reading : words.verdict(added, already, refused)}</Text>
      </div>
      <Button
        look="primary"
        isDisabled={added === 0}
        isPending={isReading}
        onPress={() => void (isReading || imports.start())}
      >
        {words.start(added)}
      </Button>
    </Inline>
  );
}

function During({ progress: { done, total } }: { readonly progress: ImportProgress }) {
  const { imports } = useServices();
  return (
    <Inline gap={3}>
      <Progress label={words.progressLabel} done={done} total={total} words={words.progress(done, total)} />
      <Text look="small">{words.stopText}</Text>
      <Button onPress={imports.stop}>{words.stop}</Button>
    </Inline>
  );
}
