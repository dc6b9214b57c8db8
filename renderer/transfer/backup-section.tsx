import { Archive, ArchiveRestore } from 'lucide-react';
import { useState } from 'react';
import { useFileJob } from '../state/file-jobs.ts';
import { useSession } from '../state/services.tsx';
import { strings } from '../strings.ts';
import { Banner } from '../ui/banner.tsx';
import { Button } from '../ui/button.tsx';
import { Card } from '../ui/card.tsx';
import { Dialog } from '../ui/dialog.tsx';
import { Inline, Stack } from '../ui/layout.tsx';
import { Progress } from '../ui/progress.tsx';
import { Text } from '../ui/text.tsx';
import { useIsBusy } from './export-section.tsx';

const words = strings.transfer;

/** Everything in one file, and back. */
export function BackupSection() {
  const run = useFileJob();
  const isBusy = useIsBusy();
  const isDemo = useSession((s) => s.shell?.demo !== undefined);
  const [isAsking, setAsking] = useState(false);
  return (
    <Stack gap={2} as="section" aria-label={words.backupTitle}>
      <Text as="h2" look="label">
        {words.backupTitle}
      </Text>
      <Text look="soft">{words.backupText}</Text>
      <Card>
        <Inline wrap>
          <Button
            icon={<Archive size={15} aria-hidden />}
            isDisabled={isBusy}
            onPress={() => run({ kind: 'backup' })}
          >
            {words.backup}
          </Button>
          <Button
            icon={<ArchiveRestore size={15} aria-hidden />}
            isDisabled={isBusy || isDemo}
            onPress={() => setAsking(true)}
          >
            {words.restore}
          </Button>
        </Inline>
        {isDemo && <Text look="small">{words.restoreInDemo}</Text>}
        <JobLine />
      </Card>
      {isAsking && (
        <RestoreDialog
          onClose={() => setAsking(false)}
          onGo={() => {
            setAsking(false);
            run({ kind: 'restore' });
          }}
        />
      )}
    </Stack>
  );
}

type RestoreDialogProps = { readonly onClose: () => void; readonly onGo: () => void };

function RestoreDialog({ onClose, onGo }: RestoreDialogProps) {
  return (
    <Dialog
      title={words.restoreTitle}
      closeLabel={words.close}
      onClose={onClose}
      isAlert
      footer={
        <>
          <Button onPress={onClose}>{words.cancel}</Button>
          <Button look="primary" onPress={onGo} autoFocus>
            {words.restoreGo}
          </Button>
        </>
      }
    >
      <Text as="p">{words.restoreText}</Text>
      <Banner tone="warning">{words.restoreWarning}</Banner>
    </Dialog>
  );
}

/** How the job with a file goes on. */
function JobLine() {
  const job = useSession((s) => s.shell?.fileJob);
  if (job?.phase !== 'running') return null;
  return <Progress label={words.jobs[job.kind]} done={job.posts} words={words.jobPosts(job.posts)} />;
}
