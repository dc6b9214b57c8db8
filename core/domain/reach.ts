import { bad, type Finding, note, ok } from './finding.ts';
import type { Instant } from './time.ts';
import { SECOND } from './time.ts';

/** What a try to reach an address over the network came to. */
export type Reach = {
  /** The proxy that it led through, without credentials; empty: none. */
  readonly way: string;
} & (
  | { readonly kind: 'answered'; readonly status: number; readonly date: string | undefined }
  | { readonly kind: 'trouble'; readonly trouble: NetworkTrouble }
);

/** What is in the way; `detail` holds the system's own code, or whole words for a proxy. */
export type NetworkTrouble = { readonly detail: string } & (
  | { readonly kind: 'name' | 'connect' | 'silent' | 'tls' }
  | {
      readonly kind: 'certificate';
      /** Who signed it, and from when to when it holds, as it says itself. */
      readonly issuer?: string;
      readonly from?: string;
      readonly to?: string;
    }
  | {
      readonly kind: 'proxy';
      readonly fault:
        | 'address'
        | 'connect'
        | 'tls'
        | 'silent'
        | 'sign-in'
        | 'refused'
        | 'gateway'
        | 'unusable';
      readonly proxy: string;
    }
);

const PLACE = 'Settings > Network';
const OR_PROXY = '(or `perch settings set --proxy`)';
const OR_CA = '(or `perch settings set --ca-file`)';

/** X refuses OAuth signatures whose time is off by more than five minutes; long before that, times are wrong. */
const MAX_SKEW = 30 * SECOND;

/** Findings about the way to a server: `name` is what a person calls it, `host` where it is. */
export function reachFindings(
  name: string,
  host: string,
  reach: Reach,
  from: ProxySource,
): readonly Finding[] {
  const proxy = proxyFinding(reach, from);
  if (reach.kind === 'trouble') {
    const { trouble } = reach;
    if (trouble.kind === 'proxy')
      return [bad('Proxy', proxyWords(trouble, host)), note(name, 'Not reached.')];
    return [proxy, bad(...wordsOf(trouble, name, host))];
  }
  return [
    proxy,
    reach.status >= 500
      ? bad(name, `${host} has trouble of its own (${reach.status}): wait, Perch tries again by itself.`)
      : ok(name, `${host} answers.`),
  ];
}

/** Who decided on the proxy. */
export type ProxySource = 'system' | 'environment' | 'settings';

const DECIDED = {
  system: 'as the system says',
  environment: 'as HTTPS_PROXY says',
  settings: 'as set in Perch',
} as const;

function proxyFinding({ way }: Reach, from: ProxySource): Finding {
  return way === '' ? ok('Proxy', 'None.') : ok('Proxy', `${way}, ${DECIDED[from]}.`);
}

type ProxyTrouble = Extract<NetworkTrouble, { kind: 'proxy' }>;

function proxyWords({ fault, proxy, detail }: ProxyTrouble, host: string): string {
  const said = `${detail.charAt(0).toUpperCase()}${detail.slice(1)}`;
  switch (fault) {
    case 'sign-in':
      return `${said}: give them under ${PLACE} ${OR_PROXY}.`;
    case 'refused':
      return `${said}: ask who runs it to allow ${host}, or choose another under ${PLACE}.`;
    case 'gateway':
      return `${said}: the proxy is there, what is behind it is not. Ask who runs it.`;
    case 'unusable':
      return `${said}: give the address of an HTTP proxy under ${PLACE} ${OR_PROXY}, or choose no proxy.`;
    case 'tls':
      return `${said}: if ${proxy} has a certificate of your company, add its authority under ${PLACE} ${OR_CA}.`;
    default:
      return `${said}: check its address under ${PLACE} ${OR_PROXY}, or choose no proxy.`;
  }
}

type OtherTrouble = Exclude<NetworkTrouble, { kind: 'proxy' }>;

function wordsOf(trouble: OtherTrouble, name: string, host: string): [string, string] {
  const { detail } = trouble;
  switch (trouble.kind) {
    case 'name':
      return [
        'DNS',
        `${host} has no address here (${detail}): check that this computer is online, and its DNS server.`,
      ];
    case 'connect':
      return [
        'Connection',
        `${host} does not take connections from here (${detail}): check the network and what filters it; a company often has a proxy for it, see ${PLACE}.`,
      ];
    case 'silent':
      return [
        name,
        `${host} did not answer in time: check the network. If other sites work, wait: Perch tries again by itself.`,
      ];
    case 'tls':
      return [
        'TLS',
        `${host} could not be spoken to safely (${detail}): something in the network changes connections. Try another network, or ask who runs this one.`,
      ];
    case 'certificate':
      return ['TLS', certificateWords(trouble, host)];
  }
}

type CertificateTrouble = Extract<NetworkTrouble, { kind: 'certificate' }>;

function certificateWords({ detail, issuer, from, to }: CertificateTrouble, host: string): string {
  const whose = issuer ? `a certificate of "${issuer}"` : 'a certificate';
  if (detail === 'CERT_NOT_YET_VALID')
    return `${host} showed ${whose} that holds only from ${from ?? 'a later day'} on: this computer's clock is probably wrong, set it.`;
  if (detail === 'CERT_HAS_EXPIRED')
    return `${host} showed ${whose} that held until ${to ?? 'an earlier day'}: check this computer's clock first, then who runs the network.`;
  if (/ALTNAME/.test(detail))
    return `Somebody else answered for ${host}, with ${whose}: sign in to this network in a web browser, or use another one.`;
  return `${host} showed ${whose}, which nobody here trusts (${detail}): if your network inspects connections, add its certificate under ${PLACE} ${OR_CA}.`;
}

/** Whether this computer and a server have the same time; `asked`: when its answer was on its way. */
export function clockFinding(date: string | undefined, asked: Instant): Finding {
  const theirs = Date.parse(date ?? '');
  if (Number.isNaN(theirs)) return note('Clock', 'X did not say its time.');
  const skew = asked - theirs;
  if (Math.abs(skew) <= MAX_SKEW) return ok('Clock', 'Agrees with X.');
  const seconds = Math.round(Math.abs(skew) / SECOND);
  return bad(
    'Clock',
    `This machine is ${seconds} s ${skew > 0 ? 'ahead of' : 'behind'} X: let it set its time from the network.`,
  );
}
