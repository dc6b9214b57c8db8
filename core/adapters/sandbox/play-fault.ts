import type { ServerResponse } from 'node:http';
import type { Attempt } from './attempt.ts';
import { statusReply } from './fault-reply.ts';
import type { Fault } from './faults.ts';
import type { Reply } from './http.ts';
import type { LogEntry } from './request-log.ts';
import type { Timers } from './timers.ts';
import { close, cut, dribble, isGone, reset, send, sendDamagedGzip } from './wire.ts';

export type Stage = {
  readonly res: ServerResponse;
  readonly attempt: Attempt;
  readonly entry: LogEntry;
  readonly timers: Timers;
  readonly now: () => number;
};

/** Plays the fault on the wire; the call has its effect before, at the end, later or never, as the fault says. */
export async function playFault(fault: Fault, stage: Stage): Promise<void> {
  const { attempt, entry, timers } = stage;
  entry.fault = fault.kind;
  const atOnce = fault.apply && fault.late === undefined;
  const reply = await attempt.run(atOnce);
  const finish = async (): Promise<Reply> => (atOnce || fault.late !== undefined ? reply : attempt.run(true));
  await play(fault, stage, reply, finish);
  if (fault.late !== undefined)
    timers.later(fault.late, () => void attempt.run(true, !SHOWS_ID.has(fault.kind)));
}

const SHOWS_ID: ReadonlySet<Fault['kind']> = new Set(['delay', 'cut', 'dribble']);

/** `finish` gives the true answer when a client has waited for all of it. */
async function play(fault: Fault, stage: Stage, reply: Reply, finish: () => Promise<Reply>): Promise<void> {
  const { res, entry, timers } = stage;
  const answer = (shown: Reply): void => {
    entry.status = shown.status;
    send(res, shown);
  };
  switch (fault.kind) {
    case 'status':
      return answer(statusReply(fault, reply, stage.now()));
    case 'delay': {
      if (!(await timers.sleep(fault.ms)) || isGone(res)) return;
      return answer(await finish());
    }
    case 'hang':
      return;
    case 'reset':
      return reset(res);
    case 'close':
      return close(res);
    case 'cut':
      entry.status = reply.status;
      return cut(res, reply, fault.bytes);
    case 'empty':
      return answer({ ...reply, body: '' });
    case 'garbage':
      return answer(garbage(reply, fault.form ?? 'html'));
    case 'dribble':
      entry.status = reply.status;
      return dribble(res, reply, { ms: fault.ms ?? DEFAULT_DRIBBLE, timers, beforeLast: finish });
    case 'gzip-corrupt':
      entry.status = reply.status;
      return sendDamagedGzip(res, reply);
  }
}

const DEFAULT_DRIBBLE = 200;
const PORTAL = '<!doctype html><title>Welcome</title><p>Sign in to use this network.</p>';

function garbage(reply: Reply, form: 'html' | 'json'): Reply {
  if (form === 'json') return { ...reply, body: reply.body.slice(0, -2) };
  return { status: 200, headers: { 'content-type': 'text/html; charset=utf-8' }, body: PORTAL };
}
