import type { Reply } from './http.ts';
import { TWEET_FIELDS } from './present.ts';
import { invalidParameter } from './problems.ts';

/** Says why a parameter's value is wrong; undefined when it is right. */
export type ParameterRule = (value: string, name: string) => string | undefined;

export type QueryRules = Readonly<Record<string, ParameterRule>>;

export type Query = {
  text(name: string): string | undefined;
  list(name: string): readonly string[];
};

/** The parameters, or X's 400 for the first that is unknown, repeated or wrong. */
export function readQuery(given: URLSearchParams, rules: QueryRules): Query | { readonly refusal: Reply } {
  for (const [name, value] of given) {
    const message = judge(given, name, value, rules);
    if (message !== undefined) return { refusal: invalidParameter(name, value, message) };
  }
  const text = (name: string): string | undefined => given.get(name) ?? undefined;
  return { text, list: (name) => text(name)?.split(',') ?? [] };
}

function judge(given: URLSearchParams, name: string, value: string, rules: QueryRules): string | undefined {
  const rule = Object.hasOwn(rules, name) ? rules[name] : undefined;
  if (!rule) return `The query parameter [${name}] is not one of [${Object.keys(rules).join(',')}]`;
  if (given.getAll(name).length > 1) {
    return `Duplicate parameters are not allowed: the \`${name}\` query parameter`;
  }
  return rule(value, name);
}

export const idRule: ParameterRule = (value, name) =>
  /^[0-9]{1,19}$/.test(value) ? undefined : invalid(name, value);

export const timeRule: ParameterRule = (value, name) =>
  /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d+)?Z$/.test(value) && !Number.isNaN(Date.parse(value))
    ? undefined
    : invalid(name, value);

export function integerRule(min: number, max: number): ParameterRule {
  return (value, name) => {
    const isInside = /^\d+$/.test(value) && Number(value) >= min && Number(value) <= max;
    return isInside ? undefined : `${invalid(name, value)}: it must be between ${min} and ${max}`;
  };
}

export function listRule(allowed: readonly string[]): ParameterRule {
  return (value, name) => {
    const wrong = value.split(',').find((each) => !allowed.includes(each));
    return wrong === undefined
      ? undefined
      : `The \`${name}\` query parameter value [${wrong}] is not one of [${allowed.join(',')}]`;
  };
}

function invalid(name: string, value: string): string {
  return `The \`${name}\` query parameter value [${value}] is not valid`;
}

/** What the sandbox has no objects for is accepted and changes nothing. */
const ignored: ParameterRule = () => undefined;

export const TWEET_QUERY: QueryRules = {
  'tweet.fields': listRule(TWEET_FIELDS),
  expansions: ignored,
  'media.fields': ignored,
  'place.fields': ignored,
  'poll.fields': ignored,
  'user.fields': ignored,
};
