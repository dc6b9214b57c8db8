import type { MachineEvent } from '../domain/machine-event.ts';

/** The computer, as far as it is more than a clock. */
export type Machine = {
  /** Since it started, the time that it slept included, ms. */
  uptime(): number;
};

/** The last things that happened to the computer, oldest first. */
export type MachineDiary = {
  read(): readonly MachineEvent[];
  /** Never throws: what cannot be kept is known until the process ends. */
  keep(event: MachineEvent): void;
};
