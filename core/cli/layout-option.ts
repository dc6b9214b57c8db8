import { COLUMN_ROLES, type ColumnRole, type DateOrder, type Layout } from '../domain/import-layout.ts';
import type { PostFile } from '../host/transfer/post-file.ts';
import { misuse } from './failure.ts';

/** What to write when the columns of a file are not known. */
export const MAPPING =
  'Name them with --map, as in --map text=Message,at="Date and time", and the order of dates with --dates.';

/**
 * The layout of a file with what `--map` and `--dates` say of it. A column goes by its name or its number.
 * @throws Failure
 */
export function layoutOf(
  { columns }: Pick<PostFile, 'columns'>,
  layout: Layout,
  map: string | undefined,
  dates: DateOrder | undefined,
): Layout {
  const order = dates ?? null;
  if (map === undefined) return { ...layout, ...(dates && { dates }) };
  const roles = columns.map((): ColumnRole => 'skip');
  for (const pair of map.split(',')) {
    const [, role = '', name = ''] = /^\s*([a-z]+)\s*=\s*(.+?)\s*$/.exec(pair) ?? [];
    const known = COLUMN_ROLES.find((one) => one === role);
    if (!known)
      throw misuse(`--map cannot be read at "${pair.trim()}": write ROLE=COLUMN with one of ${ROLES}.`);
    const column = indexOf(columns, name);
    if (roles.includes(known) && !SEVERAL.has(known))
      throw misuse(`--map names two columns for "${known}": leave one of them out.`);
    if (roles[column] !== 'skip')
      throw misuse(`--map gives the column "${name}" two roles: leave one of them out.`);
    roles[column] = known;
  }
  return { ...layout, columns: roles, dates: order };
}

const SEVERAL: ReadonlySet<ColumnRole> = new Set(['text', 'media']);
const ROLES = COLUMN_ROLES.filter((role) => role !== 'skip').join(', ');

function indexOf(columns: PostFile['columns'], name: string): number {
  const named = columns.findIndex((column) => column.name.toLowerCase() === name.toLowerCase());
  const numbered = /^\d+$/.test(name) ? Number(name) - 1 : -1;
  const index = named >= 0 ? named : numbered;
  if (index >= 0 && index < columns.length) return index;
  const known = columns.map((column) => column.name).join(', ');
  throw misuse(`The file has no column "${name}": it has ${known}.`);
}
