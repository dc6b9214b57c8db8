import { createIo } from './io.ts';
import { runCli } from './run.ts';

// A reader that went away (`| head`) shows at the next write; without a listener it would be a crash.
process.stdout.on('error', () => undefined);
process.stderr.on('error', () => undefined);

process.exit(await runCli(process.argv.slice(2), createIo(process), process.env));
