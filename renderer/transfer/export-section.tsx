import { Download } from 'lucide-react';
import { type ReactNode, useState } from 'react';
import type { Status } from '../../core/domain/status.ts';
import { useFileJob } from '../state/file-jobs.ts';
import { useSession } from '../state/services.tsx';
import { strings } from '../strings.ts';
import { Button } from '../ui/button.tsx';
import { Card } from '../ui/card.tsx';
import { Inline, Stack } from '../ui/layout.tsx';
import { Segmented } from '../ui/segmented.tsx';
import { Select } from '../ui/select.tsx';
import { Text } from '../ui/text.tsx';

const words = strings.transfer;
const EVERYBODY = '*';

const WHICH: Readonly<Record<'all' | 'upcoming' | 'published', readonly Status[] | undefined>> = {
  all: undefined,
  upcoming: ['draft', 'scheduled', 'queued', 'publishing', 'checking', 'retrying', 'held'],
  published: ['published'],
};

/** All posts or some of them, as a file. */
export function ExportSection() {
  const run = useFileJob();
  const isBusy = useIsBusy();
  const [which, setWhich] = useState<keyof typeof WHICH>('all');
  const [format, setFormat] = useState<'csv' | 'json'>('csv');
  const [account, setAccount] = useState(EVERYBODY);
  const status = WHICH[which];
  const start = () =>
    run({
      kind: 'export',
      format,
      ...(status && { status }),
      ...(account !== EVERYBODY && { account }),
    });
  return (
    <Stack gap={2} as="section" aria-label={words.exportTitle}>
      <Text as="h2" look="label">
        {words.exportTitle}
      </Text>
      <Text look="soft">{words.exportText}</Text>
      <Card>
        <Inline gap={4} align="end" wrap>
          <Labelled label={words.exportWhich}>
            <Segmented
              label={words.exportWhich}
              segments={[
                { id: 'all', label: words.exportAll },
                { id: 'upcoming', label: words.exportUpcoming },
                { id: 'published', label: words.exportPublished },
              ]}
              value={which}
              onChange={setWhich}
            />
          </Labelled>
          <Accounts value={account} onChange={setAccount} />
          <Labelled label={words.exportFormat}>
            <Segmented
              label={words.exportFormat}
              segments={[
                { id: 'csv', label: words.formats.csv },
                { id: 'json', label: words.formats.json },
              ]}
              value={format}
              onChange={setFormat}
            />
          </Labelled>
          <Button icon={<Download size={15} aria-hidden />} isDisabled={isBusy} onPress={start}>
            {words.export}
          </Button>
        </Inline>
      </Card>
    </Stack>
  );
}

/** A job with a file is not done. */
export function useIsBusy(): boolean {
  return useSession((s) => s.shell?.fileJob?.phase === 'asking' || s.shell?.fileJob?.phase === 'running');
}

function Labelled({ label, children }: { readonly label: string; readonly children: ReactNode }) {
  return (
    <Stack gap={1}>
      <Text look="label">{label}</Text>
      {children}
    </Stack>
  );
}

type AccountsProps = { readonly value: string; readonly onChange: (account: string) => void };

function Accounts({ value, onChange }: AccountsProps) {
  const accounts = useSession((s) => s.overview?.accounts);
  if (!accounts || accounts.length < 2) return null;
  const choices = [
    { id: EVERYBODY, label: words.allAccounts },
    ...accounts.map(({ name }) => ({ id: name, label: `@${name}` })),
  ];
  return <Select label={words.exportAccount} choices={choices} value={value} onChange={onChange} />;
}
