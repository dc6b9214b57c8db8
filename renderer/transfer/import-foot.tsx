import type { ImportProgress } from '../../core/rpc/import-contract.ts';
import { useServices } from '../state/services.tsx';
import { useStore } from '../state/use-store.ts';
import { strings } from '../strings.ts';
import { Banner } from '../ui/banner.tsx';
import { Button } from '../ui/button.tsx';
import { Inline, Stack } from '../ui/layout.tsx';
import { Progress } from '../ui/progress.tsx';
import { Text } from '../ui/text.tsx';
import { problemsCsv } from './problems-csv.ts';

const words = strings.transfer;

/** What would happen, how it goes on, what became of it; and the one button that each of these needs. */
export function ImportFoot({ onShowQueue }: { readonly onShowQueue: () => void }) {
  const { imports } = useServices();
  const { preview, isReading, progress } = useStore(imports, (s) => s);
  if (progress?.result) return <After progress={progress} onShowQueue={onShowQueue} />;
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

type AfterProps = { readonly progress: ImportProgress; readonly onShowQueue: () => void };

function After({ progress, onShowQueue }: AfterProps) {
  const { imports } = useServices();
  const { state, result } = progress;
  const save = useSaveProblems(progress);
  if (!result || state === 'running') return null;
  const { added, already, refused } = result.counts;
  return (
    <Stack gap={2}>
      <div role="status">
        <Banner tone={state === 'done' ? 'info' : 'warning'} title={words.doneTitle[state]}>
          <Text as="p">{result.message ?? words.result(added, already, refused)}</Text>
        </Banner>
      </div>
      <Inline spread wrap>
        <Text look="small">{added > 0 ? words.undoText : ''}</Text>
        <Inline wrap>
          {result.refused.length > 0 && <Button onPress={save}>{words.saveProblems}</Button>}
          {added > 0 && <Button onPress={() => void imports.undo()}>{words.undo}</Button>}
          <Button look="primary" onPress={onShowQueue}>
            {words.showQueue}
          </Button>
        </Inline>
      </Inline>
    </Stack>
  );
}

function useSaveProblems({ result }: ImportProgress): () => void {
  const { session } = useServices();
  const text = problemsCsv(result?.refused ?? []);
  return () => void session.shell().runFileJob({ kind: 'text', name: words.problemsFile, text });
}
