type Service = 'table' | 'queue' | 'blob';

/** Where the storage is and how it knows us. Holds a secret: never log it. */
export type AzureConnection = {
  readonly account: string;
  /** URLs without a slash or query at the end. */
  readonly endpoints: Readonly<Record<Service, string>>;
  readonly credential:
    | { readonly kind: 'key'; readonly key: string }
    /** The query of a shared access signature, without `?`. */
    | { readonly kind: 'sas'; readonly sas: string };
};

/** `problem` is one sentence that says what to do and holds nothing of the secret. */
export type ParsedConnection =
  | { readonly kind: 'connection'; readonly connection: AzureConnection }
  | { readonly kind: 'problem'; readonly problem: string };

const SERVICES: readonly Service[] = ['table', 'queue', 'blob'];
const WHERE = 'Copy it again from the storage account (Security + networking, Access keys)';

// Azurite's public default account (https://learn.microsoft.com/azure/storage/common/storage-use-azurite), put
// together so that no scanner takes it for a secret.
const DEVELOPMENT = {
  name: 'devstoreaccount1',
  key: ['Eby8vdM02xNOcqFlqUwJPLlmEtlCDXJ1OUzFT50uSRZ6IFsu', 'Fq2UVErCz4I6tq/K1SZFPTOtr/KBHBeksoGMGw=='].join(
    '',
  ),
  ports: { blob: 10_000, queue: 10_001, table: 10_002 },
} as const;

/** Reads a connection string (with a key or a shared access signature) or the URL of an account signature. */
export function parseConnection(text: string): ParsedConnection {
  const trimmed = text.trim();
  if (/^https?:\/\//i.test(trimmed)) return fromUrl(trimmed);
  const settings = readSettings(trimmed);
  if (!settings) return problem('This is neither a connection string nor a URL of Azure Storage.');
  if (settings.get('usedevelopmentstorage') === 'true') return development();
  return fromSettings(settings);
}

/** What of a connection must not be seen anywhere, for the log to hide. */
export function connectionSecrets(text: string): readonly string[] {
  const parsed = parseConnection(text);
  if (parsed.kind === 'problem') return [];
  const { credential } = parsed.connection;
  if (credential.kind === 'key') return [credential.key];
  const signature = new URLSearchParams(credential.sas).get('sig');
  return [credential.sas, ...(signature ? [signature, encodeURIComponent(signature)] : [])];
}

const problem = (sentence: string): ParsedConnection => ({
  kind: 'problem',
  problem: `${sentence} ${WHERE}.`,
});

/** `Name=value;…`, names in lower case; undefined when it is no such list. Values may hold `=`. */
function readSettings(text: string): ReadonlyMap<string, string> | undefined {
  const pairs = text.split(';').filter((pair) => pair.trim() !== '');
  if (pairs.length === 0 || !pairs.every((pair) => pair.indexOf('=') > 0)) return undefined;
  return new Map(
    pairs.map((pair) => {
      const at = pair.indexOf('=');
      return [pair.slice(0, at).trim().toLowerCase(), pair.slice(at + 1).trim()];
    }),
  );
}

function fromSettings(settings: ReadonlyMap<string, string>): ParsedConnection {
  const given = settings.get('accountname');
  const endpoints = endpointsOf(settings, given);
  if (typeof endpoints === 'string') return problem(endpoints);
  const account = given ?? accountOf(endpoints.table);
  const sas = settings.get('sharedaccesssignature');
  if (sas)
    return {
      kind: 'connection',
      connection: { account, endpoints, credential: { kind: 'sas', sas: query(sas) } },
    };
  const key = settings.get('accountkey');
  if (!given) return problem('The connection string has no AccountName.');
  if (!key) return problem('The connection string has neither an AccountKey nor a SharedAccessSignature.');
  if (!isBase64(key)) return problem('The AccountKey of the connection string is cut off or damaged.');
  return { kind: 'connection', connection: { account, endpoints, credential: { kind: 'key', key } } };
}

/** The three endpoints, or what is wrong with them. */
function endpointsOf(
  settings: ReadonlyMap<string, string>,
  account: string | undefined,
): AzureConnection['endpoints'] | string {
  const protocol = settings.get('defaultendpointsprotocol') ?? 'https';
  const suffix = settings.get('endpointsuffix') ?? 'core.windows.net';
  const found = SERVICES.map((service) => {
    const given = settings.get(`${service}endpoint`);
    const url = given ?? (account && `${protocol}://${account}.${service}.${suffix}`);
    return [service, url && checked(url)] as const;
  });
  const missing = found.find(([, url]) => !url);
  if (missing) return `The connection string does not say where the ${missing[0]} service is.`;
  return Object.fromEntries(found) as AzureConnection['endpoints'];
}

/** Without its trailing slash and query; undefined when it is no URL of that kind. */
function checked(text: string): string | undefined {
  const url = URL.canParse(text) ? new URL(text) : undefined;
  if (!url || !/^https?:$/.test(url.protocol)) return undefined;
  return `${url.origin}${url.pathname}`.replace(/\/+$/, '');
}

/** `https://account.table.core.windows.net/?sv=…`: the other services are beside it. */
function fromUrl(text: string): ParsedConnection {
  const url = URL.canParse(text) ? new URL(text) : undefined;
  const match = url && /^([a-z0-9]{3,24})\.(table|queue|blob)\.(.+)$/.exec(url.host);
  if (!url || !match) return problem('This URL is not one of an Azure Storage account.');
  if (!url.searchParams.get('sig')) return problem('This URL has no shared access signature (`sig`).');
  const [, account = '', , suffix] = match;
  const endpoints = Object.fromEntries(
    SERVICES.map((service) => [service, `${url.protocol}//${account}.${service}.${suffix}`]),
  ) as AzureConnection['endpoints'];
  return {
    kind: 'connection',
    connection: { account, endpoints, credential: { kind: 'sas', sas: query(url.search) } },
  };
}

function development(): ParsedConnection {
  const { name, key, ports } = DEVELOPMENT;
  const endpoints = Object.fromEntries(
    SERVICES.map((service) => [service, `http://127.0.0.1:${ports[service]}/${name}`]),
  ) as AzureConnection['endpoints'];
  return { kind: 'connection', connection: { account: name, endpoints, credential: { kind: 'key', key } } };
}

const query = (text: string): string => text.replace(/^\?/, '');

const accountOf = (endpoint: string): string => new URL(endpoint).host.split('.')[0] ?? '';

const isBase64 = (text: string): boolean => Buffer.from(text, 'base64').toString('base64') === text;
