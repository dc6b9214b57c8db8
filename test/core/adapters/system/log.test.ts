import { readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import fc from 'fast-check';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { createLog, type LogOptions, parseLogLevel } from '../../../../core/adapters/system/log.ts';
import { fileSink, logFile } from '../../../../core/adapters/system/log-file.ts';
import { createFakeClock } from '../../../fakes/clock.ts';
import { createTempHome, type TempHome } from '../../../fakes/temp-home.ts';

const TIME = '2027-03-01T12:00:00.000Z';

function logging(options: Partial<LogOptions> = {}) {
  const lines: string[] = [];
  const clock = createFakeClock(Date.parse(TIME));
  return { lines, log: createLog({ clock, sinks: [(line) => lines.push(line)], ...options }) };
}

describe('log', () => {
  it('writes one line with the time in UTC, the level, the event and the fields', () => {
    const { lines, log } = logging();
    log.info('post published', {
      id: 'a-1',
      part: 0,
      late: 1.5,
      ok: true,
      parent: null,
      left: undefined,
      text: 'two words',
    });
    log.warn('worker silent');
    expect(lines).toEqual([
      `${TIME} info  post published id=a-1 part=0 late=1.5 ok=true parent=null text="two words"`,
      `${TIME} warn  worker silent`,
    ]);
  });

  it('stays on one line whatever it is given', () => {
    const { lines, log } = logging();
    log.error('a\nb', { detail: 'c\r\nd', empty: '' });
    expect(lines).toEqual([`${TIME} error a b detail="c\\r\\nd" empty=""`]);
  });

  it('lets nobody forge a record, steer a terminal or fill the file', () => {
    const forged = `${TIME} error all is lost`;
    const pieces = ['\r', '\n', '\u2028', '\u2029', '\u0085', '\u001b[2J', '\u202e', forged, '"', '\\'];
    fc.assert(
      fc.property(fc.array(fc.constantFrom(...pieces)), (chosen) => {
        const text = chosen.join('');
        const { lines, log } = logging();
        log.warn(text, { [`key${text}`]: text, more: `x ${text}` });
        expect(lines).toHaveLength(1);
        expect(lines[0]).not.toMatch(/[\p{Cc}\u2028\u2029\u202e]/u);
        expect(lines[0]?.startsWith(`${TIME} warn  `)).toBe(true);
      }),
    );
    const { lines, log } = logging();
    log.info('long', { text: 'x'.repeat(100_000) });
    expect(lines[0]?.length).toBeLessThan(8_010);
  });

  it.each([
    ['debug', 4],
    ['info', 3],
    ['warn', 2],
    ['error', 1],
    ['silent', 0],
  ] as const)('at level %s writes %i of the four', (level, count) => {
    const { lines, log } = logging({ level });
    log.debug('d');
    log.info('i');
    log.warn('w');
    log.error('e');
    expect(lines).toHaveLength(count);
  });

  it('takes its level from the environment', () => {
    expect(parseLogLevel('DEBUG')).toBe('debug');
    expect(parseLogLevel(undefined)).toBe('info');
    expect(parseLogLevel('loud', 'warn')).toBe('warn');
  });

  it('never writes a secret, under whatever name', () => {
    let secrets = ['s3cr3t-value', 'abc'];
    const { lines, log } = logging({ secrets: () => secrets });
    log.info('got s3cr3t-value', {
      url: 'https://x/?k=s3cr3t-value&b',
      word: 'abc',
      accessToken: 'anything',
      Authorization: 'OAuth x',
      clientSecret: null,
    });
    secrets = ['rotated-value'];
    log.info('now', { detail: 'rotated-value' });
    expect(lines.join('\n')).not.toMatch(/s3cr3t-value|anything|OAuth|rotated-value/);
    expect(lines[0]).toContain('word=abc accessToken="[secret]" Authorization="[secret]" clientSecret=null');
  });
});

describe('log file', () => {
  let temp: TempHome;
  beforeEach(() => {
    temp = createTempHome();
  });
  afterEach(() => temp.remove());

  it('begins a new file when one is full and keeps the last few', () => {
    const sink = fileSink(temp.home, { maxBytes: 30, keep: 3 });
    for (let i = 0; i < 10; i++) sink(`line ${i} ........`);
    const folder = dirname(logFile(temp.home));
    expect(readdirSync(folder).toSorted()).toEqual(['perch.1.log', 'perch.2.log', 'perch.log']);
    expect(readFileSync(logFile(temp.home), 'utf8')).toBe('line 9 ........\n');
    expect(readFileSync(join(folder, 'perch.2.log'), 'utf8')).toBe('line 7 ........\n');
  });

  it('goes on where an earlier run stopped', () => {
    fileSink(temp.home)('first');
    fileSink(temp.home)('second');
    expect(readFileSync(logFile(temp.home), 'utf8')).toBe('first\nsecond\n');
    fileSink(temp.home, { maxBytes: 14 })('third');
    expect(readFileSync(logFile(temp.home), 'utf8')).toBe('third\n');
  });

  it.skipIf(process.platform === 'win32')('is readable by its owner only', () => {
    fileSink(temp.home)('line');
    expect(statSync(logFile(temp.home)).mode & 0o777).toBe(0o600);
  });

  it('does without when it cannot be written, and goes on when it can', () => {
    const folder = dirname(logFile(temp.home));
    const sink = fileSink(temp.home);
    sink('before');
    rmSync(folder, { recursive: true });
    writeFileSync(folder, '');
    sink('lost');
    sink('lost too');
    rmSync(folder);
    sink('kept');
    expect(readFileSync(logFile(temp.home), 'utf8')).toBe('kept\n');
  });
});
