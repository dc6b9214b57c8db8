import { createProcessLock } from '../../../../core/adapters/sqlite/process-lock.ts';

// Holds a lock until it is killed. Says when it has it.

const [file = ''] = process.argv.slice(2);
process.on('disconnect', () => process.exit());
void createProcessLock(
  file,
  5_000,
)(() => {
  process.send?.('held');
  return new Promise(() => undefined);
});
