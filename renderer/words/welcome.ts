/** The first minutes. */
export const welcomeWords = {
  welcome: {
    title: 'Schedule posts. Perch gets them out.',
    text: 'Once, on time, and visibly: write now, close the window, and the tray tells the truth.',
    sandbox: 'Try the sandbox',
    sandboxText:
      'A pretend X on this computer with two weeks of posts. No account, no network, nothing is posted anywhere.',
    connect: 'Use your X account',
    connectGo: 'Later: set up the rest first',
    import: 'Bring posts from a file',
    importText: 'A CSV of Buffer, Hootsuite or any other program, or what another Perch wrote.',
    step: (n: number) => `Step ${n} of 3`,
    back: 'Back',
    skip: 'Skip',
    next: 'Go on',
    storageTitle: 'Where to keep posts?',
    storageText: 'On this computer is good for most people, and it can be changed later in Settings.',
    planTitle: 'When do you usually post?',
    planText: 'Perch offers these times for new posts. Change them at any time in Settings.',
    days: 'Days',
    times: 'Times',
    timesHint: (zone: string) => `On the clocks of ${zone}`,
    timesInvalid: 'Write times such as 09:00, 13:00.',
    finish: 'Write your first post',
    finishImport: 'Choose the file',
  },
} as const;
