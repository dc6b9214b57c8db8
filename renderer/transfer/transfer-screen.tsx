import { useServices } from '../state/services.tsx';
import { useStore } from '../state/use-store.ts';
import { strings } from '../strings.ts';
import { Page } from '../ui/frame.tsx';
import { Text } from '../ui/text.tsx';
import { BackupSection } from './backup-section.tsx';
import { ExportSection } from './export-section.tsx';
import { ImportPane } from './import-pane.tsx';
import { ImportStart } from './import-start.tsx';

/** Getting posts in and out. While a file is looked at, its rows have the whole screen. */
export function TransferScreen({ onShowQueue }: { readonly onShowQueue: () => void }) {
  const { imports } = useServices();
  const hasFile = useStore(imports, (s) => s.file !== undefined);
  if (hasFile) return <ImportPane onShowQueue={onShowQueue} />;
  return (
    <Page>
      <Text as="h1" look="hero">
        {strings.transfer.title}
      </Text>
      <ImportStart />
      <ExportSection />
      <BackupSection />
    </Page>
  );
}
