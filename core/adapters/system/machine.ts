import { readFileSync } from 'node:fs';
import { uptime } from 'node:os';
import { join } from 'node:path';
import type { MachineEvent } from '../../domain/machine-event.ts';
import { SECOND } from '../../domain/time.ts';
import type { Machine, MachineDiary } from '../../ports/machine.ts';
import { writeDurably } from './durable-file.ts';

/** The time asleep counts on all three systems, which `performance.now()` leaves out on Linux and macOS. */
export const systemMachine: Machine = { uptime: () => uptime() * SECOND };

/** For somebody who looks in the morning; all of it is in the log. */
const KEPT = 30;

/** `<home>/computer.json`. A file that cannot be read is begun anew. */
export function openMachineDiary(home: string): MachineDiary {
  const file = join(home, 'computer.json');
  let events: readonly MachineEvent[] | undefined;
  const read = (): readonly MachineEvent[] => {
    events ??= parse(file);
    return events;
  };
  return {
    read,
    keep: (event) => {
      events = [...read(), event].slice(-KEPT);
      try {
        writeDurably(file, `${JSON.stringify(events)}\n`);
      } catch {
        // The log has it.
      }
    },
  };
}

function parse(file: string): readonly MachineEvent[] {
  try {
    const stored = JSON.parse(readFileSync(file, 'utf8')) as readonly Partial<MachineEvent>[];
    return stored.filter(
      (event): event is MachineEvent => typeof event.at === 'number' && isKind(event.kind),
    );
  } catch {
    return [];
  }
}

const isKind = (kind: unknown): boolean =>
  kind === 'slept' || kind === 'clockSet' || kind === 'offline' || kind === 'online';
