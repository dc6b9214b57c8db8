import type { Scope } from '../../core/domain/authorization.ts';
import type { KeyField } from '../../core/domain/four-keys.ts';
import type { AccountTick } from '../../core/rpc/account-contract.ts';
import type { SignInView } from '../../core/rpc/sign-in-contract.ts';
import { dollars } from './limits.ts';
import { plural } from './plural.ts';

/** How accounts come and go. */
export const accountWords = {
  accounts: {
    title: 'Accounts',
    text: 'Who your posts go out as. Keys stay on this computer and are never shown again.',
    add: 'Add an account',
    close: 'Close',
    demo: 'The sandbox needs no account. To sign in at X, start for real: choose “Sandbox” at the top, then “Start for real”.',
    sandbox: 'Sandbox account: its posts go to the pretend X on this computer.',
    none: 'There is no account yet.',
    states: {
      open: 'Can post',
      held: 'Held',
      throttled: 'Waits for X',
      signedOut: 'Signed out',
      elsewhere: 'No keys here',
    },
    facts: {
      signIn: 'Signed in',
      scopes: 'Rights',
      until: 'Good until',
      limit: 'Length of posts',
      times: 'Posting times',
    },
    ways: {
      browser: 'By the browser (OAuth 2)',
      keys: 'By four keys (OAuth 1.0a)',
      pin: 'By PIN (OAuth 1.0a)',
      given: 'By keys of the command line',
    } satisfies Record<SignInView['way'], string>,
    environment: 'By PERCH_X_KEYS, where Perch was started',
    since: (time: string) => `since ${time}`,
    lasting: 'You make the keys void in the X developer console',
    renewed: 'You or X end it; Perch renews its access by itself',
    renewedAt: (time: string) => `You or X end it; its access until ${time} is renewed by itself`,
    unused: 'X ends a sign-in that is not used for about half a year.',
    notTold: 'X did not say',
    scopes: {
      'tweet.read': 'read posts',
      'tweet.write': 'post',
      'users.read': 'see who you are',
      'media.write': 'attach media',
      'offline.access': 'stay signed in',
    } satisfies Record<Scope, string>,
    noMedia: 'It cannot attach media: sign in again, and X asks for that right too.',
    premium: 'Premium, up to 25,000 characters',
    standard: 'Standard, up to 280 characters',
    times: (slots: number, zone: string) => `${plural(slots, 'slot')} a week on the clocks of ${zone}`,
    late: (minutes: number) => `up to ${minutes} minutes late`,
    timesBelow: 'Change them under “Posting”, below.',
    test: 'Test',
    testing: 'Testing…',
    testText: 'Asks X without posting anything.',
    ticks: 'What the test found',
    tickNames: {
      identity: 'Account',
      rights: 'Rights',
      limits: 'Limits',
      price: 'Price',
    } satisfies Record<AccountTick['what'], string>,
    verdicts: { ok: 'works', note: 'works in part', bad: 'does not work' } satisfies Record<
      AccountTick['state'],
      string
    >,
    again: 'Sign in again',
    signOut: 'Sign out…',
    remove: 'Remove from the list',
    removed: (name: string) => `@${name} is off the list.`,
    out: {
      title: (name: string) => `Sign @${name} out?`,
      counting: 'Counting its posts…',
      posts: (n: number, name: string) =>
        n === 0
          ? `No post of @${name} waits to go out.`
          : `${plural(n, 'post')} of @${name} wait${n === 1 ? 's' : ''} to go out. Nothing is lost: at its time each is held, and it goes on when you sign in again, if its late window lasts until then.`,
      manyPosts: (name: string) =>
        `Many posts of @${name} wait to go out. Nothing is lost: at its time each is held, and it goes on when you sign in again, if its late window lasts until then.`,
      keys: 'Its keys are removed from this computer.',
      oauth2: 'After 10 seconds Perch tells X to end the sign-in; until then you can undo.',
      oauth1:
        'X goes on taking these keys wherever else they are used, until you make them void in the developer console.',
      shared: 'Other computers that share the storage keep their own sign-ins.',
      confirm: 'Sign out',
      done: (name: string) => `@${name} is signed out.`,
    },
    outAtX: {
      undoable: 'Signed out here. X is told in a few seconds.',
      ended: 'Signed out here, and X has ended the sign-in.',
      'not-ended':
        'Signed out here, but X could not be told. End it under “Connected apps” in the settings of x.com.',
      lasting: 'Signed out here. The keys themselves are good until you make them void at X.',
    },
    connectedApps: 'Open “Connected apps”',
  },
  signIn: {
    how: 'How to sign in',
    ways: { browser: 'By the browser', keys: 'By four keys', pin: 'By PIN' },
    wayTexts: {
      browser: 'The usual way: X asks you in your own browser, and Perch never sees your password.',
      keys: 'For the account that owns the X app. These keys do not end, which suits a computer that nobody sits at.',
      pin: 'For any account, without a callback URL: X shows a PIN, and you type it here.',
    },
    clientId: 'Client ID',
    clientIdHint: '“Keys and tokens”, OAuth 2.0',
    clientIdKept: 'Leave it empty to use the one that is known',
    fields: {
      appKey: 'API key',
      appSecret: 'API key secret',
      accessToken: 'Access token',
      accessSecret: 'Access token secret',
    } satisfies Record<KeyField, string>,
    start: 'Sign in at X',
    check: 'Check and keep',
    getPin: 'Get a PIN',
    asking: 'Asking X…',
    browser: 'X is open in your browser. Agree there, and this page goes on by itself.',
    browserAs: (name: string) => `X is open in your browser. Sign in there as @${name} and agree.`,
    until: (time: string) => `Until ${time}.`,
    openAgain: 'Open the page again',
    copyPage: 'Copy its address',
    copied: 'Copied. It is good for this sign-in only.',
    cancel: 'Cancel',
    pin: 'PIN',
    pinHint: 'The digits that X shows after you agree',
    pinText: 'X is open in your browser. Agree there, then type the PIN here.',
    pinDone: 'Go on',
    done: (name: string, displayName: string) => `Signed in as @${name} (${displayName}).`,
    guide: 'How to set up your X app, step by step',
    why: 'X lets a program post only through a developer app, and each app has its own bill. Perch comes without one: with an app of your own you pay X and nobody else, and nobody else’s limits or mistakes stop you. Making one takes about five minutes.',
    console: 'Open the X developer console',
    steps: [
      'Sign in there with your X account and accept the Developer Agreement. X asks what the app is for: “scheduling my own posts” is true and enough.',
      'Make an app, or open the one you have. It has to be in a project, or X refuses it (“client-not-enrolled”).',
      'Open “User authentication settings” of the app and choose “Set up”.',
      'App permissions: “Read and write”. No direct messages.',
      'Type of App: “Native App”. That is a public client: it has no secret that could leak.',
      'Callback URI: add all three of these, letter by letter. X compares ports and slashes too.',
      'Website URL: any page of yours. X only shows it.',
      'Save. X may show a client secret: Perch does not need it.',
      'Open “Keys and tokens” and copy the Client ID under OAuth 2.0. For the other two ways copy the API key and its secret instead.',
    ],
    callbackStep: 5,
    copy: 'Copy',
    copiedUrl: 'Copied.',
    cost: (post: number, link: number) =>
      `X bills your developer account: ${dollars(post)} for a post, ${dollars(link)} for one with a link. Add credit under “Billing” and set a spending limit there; Perch has a cap of its own in Settings.`,
    prices: 'What X charges',
    trouble: 'If it does not work',
    troubles: [
      [
        'X says “Something went wrong. You weren’t able to give access to the App.”',
        'A callback URL is missing or differs by a letter (localhost is not 127.0.0.1), or the app has no “User authentication settings” yet.',
      ],
      [
        'Perch says that X does not take the client ID for that of a native app',
        'The type of the app is “Web App”, or the API key was pasted in place of the Client ID. Change the type, save, and copy the Client ID again.',
      ],
      [
        'Signed in, but posts are held: “may only read”',
        'The permissions were “Read” when the keys were made. Set “Read and write”, then make new access tokens or sign in again: old ones keep their old rights.',
      ],
      [
        'X shows the wrong account',
        'It is the one your browser is signed in with. Change the account on x.com, then sign in again.',
      ],
      [
        'The credit is used up (402)',
        'A new developer account begins without credit. Add some under “Billing” in the console.',
      ],
    ],
  },
} as const;
