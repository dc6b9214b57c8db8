import { DAY, HOUR, type Instant } from './time.ts';

/** For how long publishing can be paused, as the window and the tray offer it. */
export type PauseChoice = 'hour' | 'morning' | 'forever';

const MORNING = 8;

/** When a pause that begins now ends. The morning is that of the computer's zone. */
export function pauseEnd(choice: PauseChoice, now: Instant): Instant | 'forever' {
  if (choice === 'forever') return 'forever';
  return choice === 'hour' ? now + HOUR : tomorrowMorning(new Date(now));
}

function tomorrowMorning(now: Date): Instant {
  const noon = new Date(now.getFullYear(), now.getMonth(), now.getDate(), 12).getTime();
  const tomorrow = new Date(noon + DAY);
  return new Date(tomorrow.getFullYear(), tomorrow.getMonth(), tomorrow.getDate(), MORNING).getTime();
}
