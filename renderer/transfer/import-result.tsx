import type { ImportProgress } from '../../core/rpc/import-contract.ts';
import { useFileJob } from '../state/file-jobs.ts';
import { useServices } from '../state/services.tsx';
import { strings } from '../strings.ts';
import { Banner } from '../ui/banner.tsx';
import { Button } from '../ui/button.tsx';
import { Inline, Stack } from '../ui/layout.tsx';
import { Text } from '../ui/text.tsx';
import { problemsCsv } from './problems-csv.ts';

const words = strings.transfer;

type ImportResultProps = { readonly progress: ImportProgress; readonly onShowQueue: () => void };

/** What became of an import, and where to go from there. */
export function ImportResultNote({ progress, onShowQueue }: ImportResultProps) {
  const { state, result } = progress;
  const { imports } = useServices();
  const runJob = useFileJob();
  if (!result || state === 'running') return null;
  const { added, already, refused } = result.counts;
  const showQueue = () => {
    imports.clear();
    onShowQueue();
  };
  const save = () => runJob({ kind: 'text', name: words.problemsFile, text: problemsCsv(result.refused) });
  return (
    <Stack gap={2}>
      <div role="status">
        <Banner tone={state === 'done' ? 'info' : 'warning'} title={words.doneTitle[state]}>
          <Text as="p">{result.message ?? words.result(added, already, refused)}</Text>
          {added > 0 && (
            <Text as="p" look="small">
              {words.undoText}
            </Text>
          )}
        </Banner>
      </div>
      <Inline wrap>
        <Button look="primary" onPress={showQueue}>
          {words.showQueue}
        </Button>
        {result.refused.length > 0 && <Button onPress={save}>{words.saveProblems}</Button>}
      </Inline>
    </Stack>
  );
}
