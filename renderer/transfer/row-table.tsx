import { CircleCheck, CircleMinus, CirclePlus, CircleX } from 'lucide-react';
import { memo, useCallback } from 'react';
import { formatInstant } from '../../core/domain/zone.ts';
import type { ImportRowView } from '../../core/rpc/import-contract.ts';
import { plainWords, strings } from '../strings.ts';
import { Chip } from '../ui/chip.tsx';
import { ListNote, ListRow } from '../ui/list-row.tsx';
import { Text } from '../ui/text.tsx';
import { VirtualGrid } from '../ui/virtual-grid.tsx';

const words = strings.transfer;

type RowTableProps = { readonly rows: readonly ImportRowView[]; readonly isAfter: boolean };

/** Every row with its time, its zone and what is wrong with it; only those in view exist. */
export function RowTable({ rows, isAfter }: RowTableProps) {
  const render = useCallback((row: ImportRowView) => <Row row={row} isAfter={isAfter} />, [isAfter]);
  return (
    <VirtualGrid
      label={words.table}
      items={rows}
      keyOf={keyOf}
      isHeading={() => false}
      estimate={estimate}
      render={render}
      onRowKey={() => undefined}
    />
  );
}

const keyOf = ({ row }: ImportRowView): string => String(row);
const estimate = ({ problems }: ImportRowView): number => 62 + problems.length * 34;

const LOOKS = {
  added: { before: CirclePlus, after: CircleCheck, tone: 'success' },
  already: { before: CircleMinus, after: CircleMinus, tone: 'neutral' },
  refused: { before: CircleX, after: CircleX, tone: 'danger' },
} as const;

const Row = memo(function Row({ row, isAfter }: { readonly row: ImportRowView; readonly isAfter: boolean }) {
  const { status, at, zone, account, parts, problems, text } = row;
  const { tone, ...icons } = LOOKS[status];
  const Icon = isAfter ? icons.after : icons.before;
  const time = at === null ? undefined : formatInstant(at, zone ?? 'UTC');
  return (
    <ListRow
      lead={<Text look="small">{words.row(row.row)}</Text>}
      text={text}
      state={
        <Chip tone={tone} icon={<Icon size={13} aria-hidden />}>
          {isAfter ? words.statusAfter[status] : words.status[status]}
        </Chip>
      }
      meta={
        <>
          <span>{time ?? (status === 'refused' ? '' : words.noTime)}</span>
          {account !== '' && <span>@{account}</span>}
          {parts > 1 && <span>{words.thread(parts)}</span>}
        </>
      }
      {...(problems.length > 0 && {
        note: problems.map(({ severity, message }) => (
          <ListNote key={message} tone={severity === 'error' ? 'danger' : 'warning'}>
            {plainWords(message)}
          </ListNote>
        )),
      })}
    />
  );
});
