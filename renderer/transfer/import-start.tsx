import { useServices, useSession } from '../state/services.tsx';
import { useStore } from '../state/use-store.ts';
import { localZone } from '../state/when-words.ts';
import { strings } from '../strings.ts';
import { Banner } from '../ui/banner.tsx';
import { DropField } from '../ui/drop-field.tsx';
import { Stack } from '../ui/layout.tsx';
import { Text } from '../ui/text.tsx';

const words = strings.transfer;

/** Where a file is chosen or dropped. */
export function ImportStart() {
  const { imports } = useServices();
  const account = useSession((s) => s.overview?.accounts[0]);
  const problem = useStore(imports, (s) => (s.preview?.kind === 'refused' ? s.preview.message : undefined));
  const onFile = (file: File) =>
    void imports.choose(file, { account: account?.name ?? '', zone: account?.zone ?? localZone() });
  return (
    <Stack gap={2} as="section" aria-label={words.importTitle}>
      <Text as="h2" look="label">
        {words.importTitle}
      </Text>
      <Text look="soft">{words.importText}</Text>
      <DropField
        label={words.dropLabel}
        choose={words.choose}
        drop={words.drop}
        hint={words.limits}
        accept={['.csv', '.json']}
        isDisabled={account === undefined}
        onFile={onFile}
      />
      <div role="status">
        {account === undefined && <Banner tone="info">{words.noAccount}</Banner>}
        {problem !== undefined && <Banner tone="danger">{problem}</Banner>}
      </div>
    </Stack>
  );
}
