import { readdirSync, readFileSync } from 'node:fs';
import { round } from './figures.ts';

/** A process and all that it started, as Linux knows them. */
export function processTree(root: number): readonly number[] {
  const parents = new Map<number, number>();
  for (const name of readdirSync('/proc')) {
    const stat = /^\d+$/.test(name) ? read(`/proc/${name}/stat`) : undefined;
    // The name of a program may hold anything, brackets too.
    const parent = stat?.slice(stat.lastIndexOf(')') + 2).split(' ')[1];
    if (parent !== undefined) parents.set(Number(name), Number(parent));
  }
  const tree = [root];
  for (const pid of tree) for (const [child, parent] of parents) if (parent === pid) tree.push(child);
  return tree;
}

/** What runs in it: `--type=…` of Chromium, or the main process. */
export function roleOf(pid: number): string {
  const line = read(`/proc/${pid}/cmdline`) ?? '';
  const type = /--type=([\w-]+)/.exec(line)?.[1] ?? 'main';
  const service = /--utility-sub-type=([\w.]+)/.exec(line)?.[1];
  return service === undefined ? type : `${type} ${service.split('.').at(-1)}`;
}

/** Memory of a process; what it shares with others counts in part, MB. */
export function memoryOf(pid: number): number {
  return round(Number(/^Pss:\s+(\d+) kB/m.exec(read(`/proc/${pid}/smaps_rollup`) ?? '')?.[1] ?? 0) / 1024);
}

/** Time on a CPU of all its threads so far, ms: in nanoseconds at the source, not in ticks. */
export function cpuTimeOf(pid: number): number {
  let sum = 0;
  for (const thread of list(`/proc/${pid}/task`))
    sum += Number((read(`/proc/${pid}/task/${thread}/schedstat`) ?? '0').split(' ')[0]);
  return sum / 1e6;
}

const list = (folder: string): readonly string[] => attempt(() => readdirSync(folder)) ?? [];
const read = (file: string): string | undefined => attempt(() => readFileSync(file, 'utf8'));

/** Processes end while one looks. */
function attempt<T>(work: () => T): T | undefined {
  try {
    return work();
  } catch {
    return undefined;
  }
}
