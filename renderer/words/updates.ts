/** New versions of Perch itself. */
export const updateWords = {
  updates: {
    title: 'Updates',
    text: 'Perch never installs anything by itself, and never restarts while a post is on its way or due.',
    label: 'Look for new versions',
    choices: { automatic: 'Automatically', 'on-request': 'Only when I ask' },
    askTitle: 'May Perch look for new versions of itself?',
    askText:
      'Once a day, at the place that it was published at; nothing of yours is sent. Installing is always up to you.',
    look: 'Look now',
    looking: 'Looking…',
    upToDate: 'This is the newest Perch.',
    cannotLook: 'This Perch was not installed from a published package, so it knows of no place to look at.',
    downloading: (version: string, percent: number) => `Downloading Perch ${version}: ${percent} %`,
    ready: (version: string) => `Perch ${version} is ready`,
    readyText: 'It was downloaded and checked.',
    elsewhere: (version: string) => `There is a Perch ${version}`,
    elsewhereText:
      'This Perch belongs to the packages of your system: install the new package from where you got this one.',
    news: 'What is new',
    noNews: 'Nothing was written about it.',
    restart: 'Restart now',
    later: 'Later',
    skip: 'Skip this version',
    waiting: (version: string) => `Perch ${version} comes in a moment`,
    waitingText: 'A post is on its way or due within five minutes. Perch restarts after it.',
    installing: (version: string) => `Perch ${version} is being installed…`,
  },
} as const;
