import { X509Certificate } from 'node:crypto';
import { readFileSync, statSync } from 'node:fs';

/** Certificates to trust besides the usual ones, or one sentence on why the file cannot be used. */
export type CaFile =
  | { readonly kind: 'certificates'; readonly pem: readonly string[]; readonly names: readonly string[] }
  | { readonly kind: 'problem'; readonly problem: string };

const LARGEST = 1_000_000;
const BLOCK = /-----BEGIN (?:TRUSTED )?CERTIFICATE-----[\s\S]*?-----END (?:TRUSTED )?CERTIFICATE-----/g;
const EXPECTED = 'Choose the file of a certificate authority (PEM, often .pem, .crt or .cer)';

/** Reads and checks a file of certificate authorities. */
export function readCaFile(path: string): CaFile {
  try {
    const { size } = statSync(path);
    if (size > LARGEST) return problem(`${path} is too large to hold certificates.`);
    return parse(path, readFileSync(path));
  } catch (error) {
    const code = error instanceof Error && 'code' in error ? String(error.code) : '';
    if (code === 'ENOENT') return problem(`There is no file ${path} any more.`);
    if (code === 'EISDIR') return problem(`${path} is a folder.`);
    return problem(`${path} cannot be read (${code || 'unknown error'}).`);
  }
}

function parse(path: string, bytes: Buffer): CaFile {
  const text = bytes.toString('utf8');
  if (text.includes('PRIVATE KEY-----'))
    return problem(`${path} holds a private key, which must not be given away.`);
  const blocks: readonly (string | Buffer)[] = text.match(BLOCK) ?? (text.includes('-----') ? [] : [bytes]);
  const certificates = blocks.map(certificate);
  if (certificates.length === 0 || certificates.includes(undefined))
    return problem(`${path} holds no certificate, or a damaged one.`);
  const read = certificates.filter((each) => each !== undefined);
  return {
    kind: 'certificates',
    pem: read.map(String),
    names: read.map(({ subject }) => commonName(subject)),
  };
}

const problem = (what: string): CaFile => ({ kind: 'problem', problem: `${what} ${EXPECTED}.` });

function certificate(block: string | Buffer): X509Certificate | undefined {
  try {
    return new X509Certificate(block);
  } catch {
    return undefined;
  }
}

/** What a person knows a certificate by. */
export function commonName(subject: string): string {
  const fields = new Map(subject.split('\n').map((line) => line.split(/=(.*)/s, 2) as [string, string]));
  return fields.get('CN') ?? fields.get('O') ?? 'unnamed';
}
