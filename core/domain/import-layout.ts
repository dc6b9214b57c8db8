/** What a column of somebody else's file is taken for. `media` is only told of: Perch downloads nothing. */
export const COLUMN_ROLES = [
  'text',
  'at',
  'date',
  'time',
  'zone',
  'account',
  'link',
  'media',
  'skip',
] as const;
export type ColumnRole = (typeof COLUMN_ROLES)[number];

/** The order of the numbers in dates such as 03/04/2027. */
export const DATE_ORDERS = ['ymd', 'dmy', 'mdy'] as const;
export type DateOrder = (typeof DATE_ORDERS)[number];

/** Whose file it looks like. */
export type FileKind = 'perch' | 'buffer' | 'hootsuite' | 'other';

/** How to read a CSV file that is not Perch's own. */
export type Layout = {
  /** The first row names the columns. */
  readonly header: boolean;
  /** One role for each column; further `text` columns are the further parts of a thread. */
  readonly columns: readonly ColumnRole[];
  /** Null: the dates of the file do not tell, so a person has to. */
  readonly dates: DateOrder | null;
};

export type Detected = { readonly kind: FileKind; readonly layout: Layout };

/** Names that columns have in the files of other programs, in small letters with plain spaces. */
const NAMES: Readonly<Record<Exclude<ColumnRole, 'skip'>, readonly string[]>> = {
  text: [
    'text',
    'post text',
    'post',
    'content',
    'message',
    'tweet',
    'tweet text',
    'caption',
    'body',
    'update',
  ],
  at: [
    ...['at', 'posting time', 'scheduled at', 'scheduled time', 'schedule time', 'scheduled for', 'schedule'],
    ...['publish at', 'publish date', 'publish time', 'date and time', 'date & time', 'datetime', 'due'],
  ],
  date: ['date', 'day', 'post date', 'scheduled date', 'schedule date'],
  time: ['time', 'hour', 'post time'],
  zone: ['zone', 'time zone', 'timezone', 'tz'],
  account: ['account', 'profile', 'username', 'handle'],
  link: ['link', 'url'],
  media: [
    'image url',
    'image',
    'images',
    'image urls',
    'picture',
    'media',
    'media url',
    'media urls',
    'video url',
  ],
};

/** `2027-04-01`, `4/1/2027`, `1.4.27`, with a time of day after it or without. */
const DATE = /^(\d{1,4})([/.-])(\d{1,2})\2(\d{1,4})(?:[ T,]+(.+))?$/;
const TIME_OF_DAY = /^(\d{1,2})(?::(\d\d))(?::(\d\d))?\s*([ap])\.?m\.?$|^(\d{1,2}):(\d\d)(?::(\d\d))?$/i;

/**
 * What the columns of a file are, as far as it tells. Hootsuite's files begin with the first post: date and
 * time, message, link. Buffer's have a header: Text, Image URL, Tags, Posting Time.
 * @param rows the first rows, the header included where there is one
 */
export function detectLayout(rows: readonly (readonly string[])[]): Detected {
  const [first = [], ...rest] = rows;
  const names = first.map(nameOf);
  if (first.length <= 4 && DATE.test(first[0]?.trim() ?? '') && first.length >= 2)
    return { kind: 'hootsuite', layout: withDates(hootsuite(first.length, false), rows) };
  const columns = rolesOf(names);
  const layout = withDates({ header: true, columns, dates: null }, rest);
  if (names.includes('text') && names.includes('posting time')) return { kind: 'buffer', layout };
  if (names[0] === 'date' && names[1] === 'message')
    return { kind: 'hootsuite', layout: withDates(hootsuite(first.length, true), rest) };
  return { kind: 'other', layout };
}

const nameOf = (cell: string): string =>
  cell
    .toLowerCase()
    .replace(/[\s_-]+/g, ' ')
    .trim();

function hootsuite(length: number, header: boolean): Layout {
  const columns = Array.from({ length }, (_, i) => (['at', 'text', 'link'] as const)[i] ?? 'media');
  return { header, columns, dates: null };
}

/** Only texts may be many; of two columns for the same thing the first is it. */
function rolesOf(names: readonly string[]): readonly ColumnRole[] {
  const taken = new Set<ColumnRole>();
  return names.map((name) => {
    const role = roleOf(name);
    if (taken.has(role) && role !== 'media') return 'skip';
    taken.add(role);
    return role;
  });
}

function roleOf(name: string): ColumnRole {
  const roles = Object.keys(NAMES) as (keyof typeof NAMES)[];
  return roles.find((role) => NAMES[role].includes(name)) ?? 'skip';
}

/** The layout with the order of its dates, where these tell it. */
export function withDates(layout: Layout, rows: readonly (readonly string[])[]): Layout {
  const column = layout.columns.findIndex((role) => role === 'at' || role === 'date');
  if (column < 0) return { ...layout, dates: 'ymd' };
  const dates = rows.flatMap((cells) => {
    const match = DATE.exec(cells[column]?.trim() ?? '');
    return match ? [match] : [];
  });
  const possible = DATE_ORDERS.filter((order) => dates.every((date) => readDate(date, order) !== undefined));
  return { ...layout, dates: (possible.length === 1 && possible[0]) || (dates.length === 0 ? 'ymd' : null) };
}

/** Year, month, day; undefined when they cannot be in this order. */
function readDate(
  [, a = '', , b = '', c = '']: RegExpExecArray,
  order: DateOrder,
): readonly [number, number, number] | undefined {
  const numbers = [a, b, c];
  const at = (letter: string): string => numbers[order.indexOf(letter)] ?? '';
  const [year, month, day] = [at('y'), at('m'), at('d')];
  const isLong = year.length === 4 || (year.length === 2 && order !== 'ymd');
  if (!isLong || month.length > 2 || day.length > 2) return undefined;
  if (Number(month) < 1 || Number(month) > 12 || Number(day) < 1 || Number(day) > 31) return undefined;
  return [year.length === 2 ? 2000 + Number(year) : Number(year), Number(month), Number(day)];
}

/** Why the rows cannot be read with it, or undefined. */
export function layoutProblem({ columns, dates }: Layout): string | undefined {
  if (!columns.includes('text')) return 'Say which column has the text of the posts.';
  if (!columns.includes('at') && !columns.includes('date'))
    return 'Say which column has the day and time of the posts.';
  if (dates === null)
    return 'Say in which order the dates are: day first or month first. The file does not tell.';
  return undefined;
}

/** A time as such files write it in ISO 8601, for `resolveTime`; what cannot be read is given back as it is. */
export function isoOf(written: string, order: DateOrder): string {
  const match = DATE.exec(written.trim());
  const date = match && readDate(match, order);
  if (!match || !date) return written.trim();
  const [year, month, day] = date;
  const rest = match[5]?.trim() ?? '';
  const time = TIME_OF_DAY.exec(rest);
  // With an offset, say: whoever reads ISO reads it, or says that it is no time.
  if (rest !== '' && !time) return written.trim();
  return `${String(year).padStart(4, '0')}-${two(month)}-${two(day)}${time ? `T${clockOf(time)}` : ''}`;
}

function clockOf([, h12, m12, s12, half, h24, m24, s24]: RegExpExecArray): string {
  if (half === undefined) return `${two(Number(h24))}:${m24}${s24 === undefined ? '' : `:${s24}`}`;
  const hour = (Number(h12) % 12) + (half.toLowerCase() === 'p' ? 12 : 0);
  return `${two(hour)}:${m12}${s12 === undefined ? '' : `:${s12}`}`;
}

const two = (n: number): string => String(n).padStart(2, '0');
