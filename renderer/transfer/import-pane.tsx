import { useMemo, useState } from 'react';
import type { ImportPreview } from '../../core/rpc/import-contract.ts';
import { useServices } from '../state/services.tsx';
import { useStore } from '../state/use-store.ts';
import { plainWords, strings } from '../strings.ts';
import { Banner } from '../ui/banner.tsx';
import { Button } from '../ui/button.tsx';
import { Pane } from '../ui/frame.tsx';
import { Inline } from '../ui/layout.tsx';
import { Segmented } from '../ui/segmented.tsx';
import { SkeletonRows } from '../ui/skeleton.tsx';
import { Text, Unseen } from '../ui/text.tsx';
import { ImportChoicesForm } from './import-choices.tsx';
import { ImportFoot } from './import-foot.tsx';
import { ImportResultNote } from './import-result.tsx';
import { RowTable } from './row-table.tsx';

const words = strings.transfer;
type Show = 'all' | 'problems';

/** A file before, while and after its rows come in. */
export function ImportPane({ onShowQueue }: { readonly onShowQueue: () => void }) {
  const { imports } = useServices();
  const { preview, progress } = useStore(imports, (s) => s);
  const [show, setShow] = useState<Show>('all');
  const result = progress?.result;
  const isReady = preview?.kind === 'ok' && preview.problem === undefined && !result;
  const shown = preview?.kind === 'ok' ? preview.rows : undefined;
  const rows = useMemo(() => {
    const all = result ? result.refused : (shown ?? []);
    return show === 'all' ? all : all.filter(({ status }) => status === 'refused');
  }, [result, shown, show]);
  return (
    <Pane
      label={words.importTitle}
      isFilled
      head={<Head show={show} onShow={setShow} onShowQueue={onShowQueue} />}
      {...(isReady && { foot: <ImportFoot /> })}
    >
      {preview === undefined ? (
        <SkeletonRows label={words.reading} />
      ) : (
        rows.length > 0 && <RowTable rows={rows} isAfter={result !== undefined} />
      )}
    </Pane>
  );
}

type HeadProps = {
  readonly show: Show;
  readonly onShow: (show: Show) => void;
  readonly onShowQueue: () => void;
};

function Head({ show, onShow, onShowQueue }: HeadProps) {
  const { imports } = useServices();
  const { file, preview, progress } = useStore(imports, (s) => s);
  const isFree = progress?.state !== 'running';
  const counts = preview?.kind === 'ok' ? preview.counts : undefined;
  const segments = [
    { id: 'all', label: words.all },
    { id: 'problems', label: words.problems, count: counts?.refused },
  ] as const;
  return (
    <>
      <Unseen as="h1">{words.title}</Unseen>
      <Inline spread wrap>
        <Inline gap={3} align="baseline">
          <Text as="h2" look="title">
            {file?.name}
          </Text>
          {preview?.kind === 'ok' && <Text look="soft">{words.kinds[preview.file]}</Text>}
        </Inline>
        <Inline>
          {progress?.result === undefined && (
            <Segmented label={words.show} segments={segments} value={show} onChange={onShow} />
          )}
          <Button size="s" isDisabled={!isFree} onPress={imports.clear}>
            {words.another}
          </Button>
        </Inline>
      </Inline>
      {progress === undefined && preview?.kind === 'ok' && <ImportChoicesForm preview={preview} />}
      {progress?.result && <ImportResultNote progress={progress} onShowQueue={onShowQueue} />}
      {preview && !progress && <Notice preview={preview} />}
    </>
  );
}

/** Why there are no rows to see. */
function Notice({ preview }: { readonly preview: ImportPreview }) {
  return (
    <div role="status">
      {preview.kind === 'refused' && <Banner tone="danger">{plainWords(preview.message)}</Banner>}
      {preview.kind === 'ok' && preview.problem !== undefined && (
        <Banner tone="warning">{preview.problem}</Banner>
      )}
      {preview.kind === 'ok' && preview.problem === undefined && preview.rows.length === 0 && (
        <Banner tone="info">{words.noRows}</Banner>
      )}
    </div>
  );
}
