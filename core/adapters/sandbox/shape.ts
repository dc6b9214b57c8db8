/** Something in a JSON document that is not as it should be; `path` as in `$.poll.options[0]`. */
export type Issue = { readonly path: string; readonly value: unknown; readonly message: string };

/** Says what is wrong with a value; nothing when it is right. The wording is X's. */
export type Shape = (value: unknown, path: string) => readonly Issue[];

type Bounds = { readonly min?: number; readonly max?: number };

export const anything: Shape = () => [];

export const flag: Shape = (value, path) =>
  typeof value === 'boolean' ? [] : issue(path, value, `${typeName(value)} found, boolean expected`);

export function text(rule: Bounds & { readonly pattern?: RegExp } = {}): Shape {
  return (value, path) => {
    if (typeof value !== 'string') return issue(path, value, `${typeName(value)} found, string expected`);
    const length = [...value].length;
    if (length < (rule.min ?? 0)) return issue(path, value, `must be at least ${rule.min} characters long`);
    if (length > (rule.max ?? Infinity)) {
      return issue(path, value, `may only be ${rule.max} characters long`);
    }
    if (rule.pattern?.test(value) === false) {
      return issue(path, value, `does not match the regex pattern ${rule.pattern.source}`);
    }
    return [];
  };
}

export function number(rule: Bounds & { readonly whole?: boolean } = {}): Shape {
  const expected = rule.whole ? 'integer' : 'number';
  return (value, path) => {
    // Infinity stands for "no limit" where a caller in the same process means that.
    const right = typeof value === 'number' && !Number.isNaN(value);
    if (!right || (rule.whole && !Number.isInteger(value) && value !== Infinity)) {
      return issue(path, value, `${typeName(value)} found, ${expected} expected`);
    }
    if (value < (rule.min ?? -Infinity))
      return issue(path, value, `must have a minimum value of ${rule.min}`);
    if (value > (rule.max ?? Infinity)) return issue(path, value, `must have a maximum value of ${rule.max}`);
    return [];
  };
}

export function oneOf(...values: readonly string[]): Shape {
  return (value, path) =>
    typeof value === 'string' && values.includes(value)
      ? []
      : issue(path, value, `does not have a value in the enumeration [${values.join(', ')}]`);
}

export function nullable(shape: Shape): Shape {
  return (value, path) => (value === null ? [] : shape(value, path));
}

export function list(item: Shape, { min = 0, max = Infinity }: Bounds = {}): Shape {
  return (value, path) => {
    if (!Array.isArray(value)) return issue(path, value, `${typeName(value)} found, array expected`);
    if (value.length < min) {
      return issue(path, value, `there must be a minimum of ${min} items in the array`);
    }
    if (value.length > max) {
      return issue(path, value, `there must be a maximum of ${max} items in the array`);
    }
    return value.flatMap((each, index) => item(each, `${path}[${index}]`));
  };
}

/** An object with these fields and no others. */
export function object(fields: Readonly<Record<string, Shape>>, required: readonly string[] = []): Shape {
  return (value, path) => {
    if (!isObject(value)) return issue(path, value, `${typeName(value)} found, object expected`);
    const missing = required
      .filter((name) => value[name] === undefined)
      .flatMap((name) => issue(path, value, 'is missing but it is required', `${path}.${name}`));
    const found = Object.entries(value).flatMap(([name, inner]) => {
      const shape = Object.hasOwn(fields, name) ? fields[name] : undefined;
      if (shape) return inner === undefined ? [] : shape(inner, `${path}.${name}`);
      return issue(path, value, UNKNOWN, `${path}.${name}`);
    });
    return [...missing, ...found];
  };
}

const UNKNOWN = 'is not defined in the schema and the schema does not allow additional properties';

export function isObject(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

function issue(path: string, value: unknown, message: string, subject = path): readonly Issue[] {
  return [{ path, value, message: `${subject}: ${message}` }];
}

function typeName(value: unknown): string {
  if (value === null) return 'null';
  if (Array.isArray(value)) return 'array';
  return Number.isInteger(value) ? 'integer' : typeof value;
}
