/** What is known of a request before it is passed on. */
export type Asked = { readonly method: string; readonly url: string; readonly body: string };

/** The service a proxy stands before. */
export type Service = 'table' | 'queue' | 'blob';

/** Short words for a request, the same for all that cost the same thing: "perchposts range w_", "perchposts commit". */
export function kindOf(service: Service, asked: Asked): string {
  const url = new URL(asked.url, 'http://any');
  // The first step of the path is the account.
  const [, , name = '', ...rest] = decodeURIComponent(url.pathname).split('/');
  if (service === 'table') return tableKind(asked, name, url.searchParams);
  if (service === 'queue') return `${name || 'queues'} ${queueVerb(asked.method, rest, url.searchParams)}`;
  return `blob ${asked.method}`;
}

const ENTITY_VERBS: Readonly<Record<string, string>> = {
  GET: 'read',
  POST: 'insert',
  PUT: 'put',
  PATCH: 'merge',
  MERGE: 'merge',
  DELETE: 'delete',
};

function tableKind({ method, body }: Asked, name: string, query: URLSearchParams): string {
  if (name === '$batch') return `${tableInBatch(body)} commit`;
  const [table = '', key] = name.split('(');
  if (method !== 'GET' || (key !== undefined && key !== ')'))
    return `${table} ${ENTITY_VERBS[method] ?? method}`;
  const from = /RowKey ge '([a-z]_)?/.exec(query.get('$filter') ?? '')?.[1];
  const top = query.get('$top');
  return [table, 'range', from, top === '1000' ? undefined : top && `top ${top}`].filter(Boolean).join(' ');
}

/** A transaction names its table in the requests inside it. */
const tableInBatch = (body: string): string =>
  /^(?:POST|PUT|PATCH|MERGE|DELETE) https?:\/\/[^/]+\/[^/]+\/(\w+)/m.exec(body)?.[1] ?? 'unknown';

const MESSAGE_VERBS: Readonly<Record<string, string>> = {
  POST: 'send',
  PUT: 'update',
  DELETE: 'delete',
  GET: 'receive',
};

function queueVerb(method: string, rest: readonly string[], query: URLSearchParams): string {
  if (rest[0] !== 'messages') return query.get('comp') === 'metadata' ? 'depth' : method.toLowerCase();
  if (query.get('peekonly') === 'true') return 'peek';
  return MESSAGE_VERBS[method] ?? method;
}
