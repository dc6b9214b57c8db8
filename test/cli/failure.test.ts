import { PassThrough } from 'node:stream';
import { describe, expect, test } from 'vitest';
import { complaintOf, failure, misuse } from '../../core/cli/failure.ts';
import { createIo } from '../../core/cli/io.ts';
import { complain } from '../../core/cli/output.ts';
import { StoreError } from '../../core/ports/store-error.ts';

const system = (code: string, path?: string) =>
  Object.assign(new Error(`${code}: something, open`), { code, path });

describe('what was thrown, as one sentence', () => {
  test.each([
    [failure('past', 'Too late: choose a later time.'), 'past', 1, 'Too late: choose a later time.'],
    [misuse('No.'), 'usage', 2, 'No.'],
    [new StoreError('full', 'No space.'), 'full', 1, 'No space.'],
    [system('ENOENT', '/a/b.csv'), 'ENOENT', 1, 'There is no file /a/b.csv: check the path.'],
    [
      system('ENOSPC', '/a'),
      'ENOSPC',
      1,
      'There is no space left to write /a, so it was not saved: free some space and try again.',
    ],
    [
      system('EACCES'),
      'EACCES',
      1,
      'Perch may not use the file: check its owner and mode, or choose another path.',
    ],
  ])('%s', (error, code, exitCode, message) => {
    expect(complaintOf(error)).toMatchObject({ code, exitCode, message });
  });

  test('errors of adapters bring their own sentence', () => {
    const taken = Object.assign(new Error('Port 80 is taken.'), { name: 'SandboxError', code: 'port-taken' });
    expect(complaintOf(taken)).toEqual({ code: 'port-taken', exitCode: 1, message: 'Port 80 is taken.' });
  });

  test.each([
    new TypeError('x is undefined\nat line 2'),
    'a string',
    undefined,
    system('ERR_INVALID_ARG_TYPE'),
  ])('a mistake of our own (%s) has no stack in it and says where to find one', (error) => {
    const { code, message } = complaintOf(error);
    expect(code).toBe('internal');
    expect(message).toMatch(/^Perch stumbled over a mistake of its own .* PERCH_LOG=debug/);
    expect(message).not.toContain('\n');
  });
});

describe('telling it', () => {
  async function told(error: unknown, json: boolean, env: Readonly<Record<string, string>> = {}) {
    const [stdout, stderr] = [new PassThrough(), new PassThrough()];
    const io = createIo({ stdout, stderr, stdin: new PassThrough() });
    const code = await complain({ io, env, json, now: Date.now, zone: () => 'UTC' }, error);
    return { code, stdout: String(stdout.read() ?? ''), stderr: String(stderr.read() ?? '') };
  }

  test('stderr always has the sentence, stdout the document only with --json', async () => {
    const refused = failure('invalid', 'No.', { problems: [] });
    expect(await told(refused, false)).toEqual({ code: 1, stdout: '', stderr: 'No.\n' });
    const { stdout } = await told(refused, true);
    expect(JSON.parse(stdout)).toEqual({ error: { code: 'invalid', message: 'No.', problems: [] } });
  });

  test('the stack is for those who ask for it', async () => {
    const bug = new TypeError('x is undefined');
    expect((await told(bug, false)).stderr).not.toContain(' at ');
    expect((await told(bug, false, { PERCH_LOG: 'debug' })).stderr).toMatch(
      /TypeError: x is undefined\n +at /,
    );
    expect((await told(failure('a', 'b'), false, { PERCH_LOG: 'debug' })).stderr).toBe('b\n');
  });
});
