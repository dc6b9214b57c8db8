// RFC 3492: the parameters of Punycode as IDNA uses it.
const BASE = 36;
const T_MIN = 1;
const T_MAX = 26;
const SKEW = 38;
const DAMP = 700;
const INITIAL_BIAS = 72;
const INITIAL_N = 0x80;

/** A host name in its ASCII form: lower case, NFKC, `xn--` labels. */
export function asciiHost(host: string): string {
  const labels = host
    .normalize('NFKC')
    .toLowerCase()
    .replace(/[。．｡]/g, '.')
    .split('.');
  return labels.map((label) => (isAscii(label) ? label : `xn--${encode(label)}`)).join('.');
}

function isAscii(text: string): boolean {
  return [...text].every((char) => char < '\u0080');
}

function encode(label: string): string {
  const input = Array.from(label, (char) => char.codePointAt(0) ?? 0);
  const basic = input.filter((code) => code < INITIAL_N);
  let out = String.fromCodePoint(...basic) + (basic.length > 0 ? '-' : '');
  let n = INITIAL_N;
  let delta = 0;
  let bias = INITIAL_BIAS;
  let handled = basic.length;
  while (handled < input.length) {
    const next = Math.min(...input.filter((code) => code >= n));
    delta += (next - n) * (handled + 1);
    n = next;
    for (const code of input) {
      if (code < n) delta++;
      if (code !== n) continue;
      out += variableLength(delta, bias);
      bias = adapt(delta, handled + 1, handled === basic.length);
      delta = 0;
      handled++;
    }
    delta++;
    n++;
  }
  return out;
}

function variableLength(delta: number, bias: number): string {
  let out = '';
  let rest = delta;
  for (let k = BASE; ; k += BASE) {
    const t = Math.min(Math.max(k - bias, T_MIN), T_MAX);
    if (rest < t) return out + digit(rest);
    out += digit(t + ((rest - t) % (BASE - t)));
    rest = Math.floor((rest - t) / (BASE - t));
  }
}

function digit(value: number): string {
  return String.fromCharCode(value < 26 ? value + 97 : value + 22);
}

function adapt(delta: number, points: number, first: boolean): number {
  let rest = first ? Math.floor(delta / DAMP) : delta >> 1;
  rest += Math.floor(rest / points);
  let k = 0;
  for (; rest > ((BASE - T_MIN) * T_MAX) >> 1; k += BASE) rest = Math.floor(rest / (BASE - T_MIN));
  return k + Math.floor(((BASE - T_MIN + 1) * rest) / (rest + SKEW));
}
