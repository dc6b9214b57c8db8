import { Download } from 'lucide-react';
import { activityCsv, activityJson } from '../state/activity-file.ts';
import type { ActivityItem } from '../state/activity-items.ts';
import { useServices } from '../state/services.tsx';
import { strings } from '../strings.ts';
import { Button } from '../ui/button.tsx';
import { Menu } from '../ui/menu.tsx';

const words = strings.activity;

/** Takes what is shown along: to the clipboard, or to a file that a person chooses. */
export function ExportMenu({ items }: { readonly items: readonly ActivityItem[] }) {
  const { session, toasts } = useServices();
  const rows = items.flatMap((item) => (item.kind === 'entry' ? [item.row] : []));
  const copy = async () => {
    await session.shell().copyText(activityJson(rows));
    toasts.show({ tone: 'success', message: words.copied(rows.length) });
  };
  const save = async (kind: 'csv' | 'json') => {
    const text = kind === 'csv' ? activityCsv(rows) : activityJson(rows);
    const result = await session.shell().saveText(`perch-activity.${kind}`, text);
    if (result.kind === 'saved') toasts.show({ tone: 'success', message: words.saved(rows.length) });
    if (result.kind === 'failed') toasts.show({ tone: 'danger', message: result.message });
  };
  const entries = [
    { id: 'csv', label: words.saveCsv, onAction: () => void save('csv') },
    { id: 'json', label: words.saveJson, onAction: () => void save('json') },
    { id: 'copy', label: words.copyJson, onAction: () => void copy() },
  ];
  return (
    <Menu label={words.export} entries={entries}>
      <Button size="s" look="quiet" icon={<Download size={14} aria-hidden />}>
        {words.export}
      </Button>
    </Menu>
  );
}
