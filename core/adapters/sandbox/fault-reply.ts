import { STATUS_CODES } from 'node:http';
import { MINUTE, SECOND } from '../../domain/time.ts';
import type { Fault } from './faults.ts';
import { JSON_TYPE, type Reply } from './http.ts';
import * as problems from './problems.ts';

const BODIES: Readonly<Record<number, () => Reply>> = {
  400: () => problems.invalidRequest([{ parameters: {}, message: 'The request is invalid.' }]),
  401: problems.unauthorized,
  402: problems.creditsDepleted,
  403: problems.duplicate,
  404: problems.notFound,
  429: problems.tooManyRequests,
  500: problems.internalError,
  502: problems.badGateway,
  503: problems.serviceUnavailable,
  504: problems.gatewayTimeout,
};

const QUARTER = 15 * MINUTE;

/** The answer of a `status` fault, on the headers that the true answer would have had. */
export function statusReply(fault: Extract<Fault, { kind: 'status' }>, real: Reply, now: number): Reply {
  const { code, body, headers, resetMs = QUARTER } = fault;
  const usual = BODIES[code]?.() ?? plain(code);
  const spent =
    code === 429
      ? { 'x-rate-limit-remaining': '0', 'x-rate-limit-reset': String(Math.ceil((now + resetMs) / SECOND)) }
      : {};
  const all = { ...real.headers, ...usual.headers, ...spent, ...lowerCase(headers ?? {}) };
  if (body === undefined) return { status: code, headers: all, body: usual.body };
  if (typeof body === 'string') return { status: code, headers: all, body };
  const type = headers ? {} : { 'content-type': JSON_TYPE };
  return { status: code, headers: { ...all, ...type }, body: JSON.stringify(body) };
}

function plain(status: number): Reply {
  const title = STATUS_CODES[status] ?? 'Unknown';
  return problems.problem({ status, title, detail: title, type: 'about:blank' });
}

function lowerCase(headers: Readonly<Record<string, string>>): Record<string, string> {
  return Object.fromEntries(Object.entries(headers).map(([name, value]) => [name.toLowerCase(), value]));
}
