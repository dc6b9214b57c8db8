import { SandboxError } from './errors.ts';
import type { Fault } from './faults.ts';
import { anything, flag, isObject, list, number, object, oneOf, type Shape, text } from './shape.ts';

const duration = number({ min: 0, max: 2 ** 31 - 1 });
const count = number({ min: 0, whole: true });

/** What each kind has of its own, and what of that it needs. */
const KINDS: Readonly<
  Record<Fault['kind'], { readonly fields: Record<string, Shape>; readonly needs?: string[] }>
> = {
  status: {
    fields: {
      code: number({ min: 200, max: 599, whole: true }),
      body: anything,
      headers: headers,
      resetMs: duration,
    },
    needs: ['code'],
  },
  delay: { fields: { ms: duration }, needs: ['ms'] },
  hang: { fields: {} },
  reset: { fields: {} },
  close: { fields: {} },
  cut: { fields: { bytes: count }, needs: ['bytes'] },
  empty: { fields: {} },
  garbage: { fields: { form: oneOf('html', 'json') } },
  dribble: { fields: { ms: duration } },
  'gzip-corrupt': { fields: {} },
};

const COMMON = {
  path: pattern,
  method: text(),
  text: pattern,
  times: count,
  after: count,
  apply: flag,
  late: duration,
};

const HINT =
  'Expected {"kind": …, "apply": true|false, "path"?, "method"?, "text"?, "times"?, "after"?, "late"?} and what ' +
  'the kind needs: status has code, body?, headers?, resetMs?; delay has ms; cut has bytes; garbage has form?; ' +
  `dribble has ms?. Kinds: ${Object.keys(KINDS).join(', ')}.`;

/** @throws SandboxError `bad-input` */
export function parseFaults(value: unknown): readonly Fault[] {
  const issues = list(fault)(value, '$');
  if (issues.length === 0) return value as readonly Fault[];
  const found = issues.map((issue) => issue.message).join('; ');
  throw new SandboxError('bad-input', `Faults: ${found}. ${HINT}`);
}

function fault(value: unknown, path: string) {
  const kind = isObject(value) ? value['kind'] : undefined;
  const known =
    typeof kind === 'string' && Object.hasOwn(KINDS, kind) ? KINDS[kind as Fault['kind']] : undefined;
  if (!known) return object({ kind: oneOf(...Object.keys(KINDS)) }, ['kind'])(onlyKind(value), path);
  const fields = { ...COMMON, ...known.fields, kind: text() };
  return object(fields, ['apply', ...(known.needs ?? [])])(value, path);
}

/** So that a wrong kind is all that is said. */
function onlyKind(value: unknown): unknown {
  return isObject(value) && 'kind' in value ? { kind: value['kind'] } : isObject(value) ? {} : value;
}

function pattern(value: unknown, path: string) {
  const issues = text()(value, path);
  if (issues.length > 0) return issues;
  try {
    new RegExp(value as string, 'u');
    return [];
  } catch {
    return [{ path, value, message: `${path}: is not a regular expression` }];
  }
}

function headers(value: unknown, path: string) {
  if (!isObject(value)) return object({})(value, path);
  const isToken = /^[\w!#$%&'*+.^`|~-]+$/;
  return Object.entries(value)
    .filter(
      ([name, content]) => !isToken.test(name) || typeof content !== 'string' || /[\r\n\0]/.test(content),
    )
    .map(([name, content]) => ({
      path,
      value: content,
      message: `${path}.${name}: is not a header with a text`,
    }));
}
