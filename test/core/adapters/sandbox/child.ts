import { openSandbox } from '../../../../core/adapters/sandbox/sandbox.ts';

// A sandbox in a process of its own. Says where it is.

const [file = ''] = process.argv.slice(2);
const sandbox = await openSandbox({
  file,
  knobs: { limits: { create: 1_000_000, createAppDay: 1_000_000 } },
});
process.on('disconnect', () => process.exit());
process.send?.({ url: sandbox.url, keys: sandbox.keys, account: sandbox.account });
