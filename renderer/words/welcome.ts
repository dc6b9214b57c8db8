/** The first minutes. */
export const welcomeWords = {
  welcome: {
    title: 'Schedule posts. Perch gets them out.',
    text: 'Once, on time, and visibly: write now, close the window, and the tray tells the truth.',
    sandbox: 'Try the sandbox',
    sandboxText:
      'A pretend X on this computer with two weeks of posts. No account, no network, nothing is posted anywhere.',
    connect: 'Connect X',
    connectIntro:
      'Signing in from this window comes in a later version. Until then Perch takes the keys of your own X developer app:',
    connectSteps: [
      'In the X developer console, make an app with “Read and write” permission.',
      'Copy its API key and secret, and the access token and secret of your account.',
      'Quit Perch, then run “perch accounts add”, or start Perch with PERCH_X_KEYS set to them.',
    ],
    console: 'Open the X developer console',
    connectGo: 'Go on and set up the rest',
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
