import type { Speed } from '../../core/domain/demo-clock.ts';

/** The sandbox with its made-up posts and its own time. */
export const demoWords = {
  demo: {
    badge: 'Demo',
    explain: 'Posts go to the sandbox, not to X.',
    fast: (speed: Speed) => `Demo ×${speed}`,
    menu: 'The demo',
    time: (time: string) => `Demo time ${time}`,
    speeds: {
      1: 'Time as in life',
      60: 'An hour in a minute (×60)',
      600: 'A day in three minutes (×600)',
    } satisfies Record<Speed, string>,
    current: 'now',
    leave: 'Start for real…',
    leaveTitle: 'Leave the demo and start for real?',
    leaveText:
      'Everything in the demo is removed: its posts, its pretend X and its account. Nothing of it was ever on X.',
    leaveKept: 'Your posting times are kept for your first account.',
    leaveGo: 'Remove the demo',
    stay: 'Stay in the demo',
    settings:
      'The demo keeps its posts in a folder of its own. Start for real to choose where yours are kept.',
    failed: 'That did not work. Try it again in a moment.',
  },
} as const;
