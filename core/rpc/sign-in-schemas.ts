import type { SignInApi } from './sign-in-contract.ts';
import { z } from './zod.ts';

const none = z.tuple([]);
const account = z.string().check(z.maxLength(100));
// What is pasted into a field; what is wrong with it is said by whoever takes it.
const key = z.string().check(z.maxLength(1_000));
const app = { appKey: key, appSecret: key };

/** The arguments of signing in and out, checked on arrival. */
export const SIGN_IN_ARGUMENTS = {
  signIns: none,
  signIn: z.tuple([key, z.nullable(account)]),
  showSignInPage: z.tuple([z.enum(['open', 'copy'])]),
  cancelSignIn: none,
  signInByKeys: z.tuple([
    z.strictObject({ ...app, accessToken: key, accessSecret: key }),
    z.nullable(account),
  ]),
  signInByPin: z.tuple([z.strictObject(app), z.nullable(account)]),
  finishPin: z.tuple([z.string().check(z.maxLength(40))]),
  signOut: z.tuple([account]),
  undoSignOut: z.tuple([account]),
} satisfies Record<keyof SignInApi, z.core.$ZodType>;
