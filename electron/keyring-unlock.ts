import { defaultCollection, SECRETS } from './keyring-look.ts';
import { busCall, busPath, connectSessionBus, type SessionBus } from './session-bus.ts';

type Variables = Readonly<Record<string, string | undefined>>;

const PROMPT = 'org.freedesktop.Secret.Prompt';
/** A person has this long to type a password, ms. */
const PATIENCE = 120_000;

/**
 * Has the system ask the person for the password of the keyring, without anybody in Perch waiting for it the hard
 * way. Resolves when the question is answered, or cannot be asked. Never rejects.
 */
export async function askToUnlock(env: Variables): Promise<void> {
  const path = busPath(env);
  const bus = path === undefined ? undefined : await connectSessionBus(path).catch(() => undefined);
  if (!bus) return;
  try {
    await prompt(bus);
  } catch {
    // Whether it is open now is looked at anyway.
  } finally {
    bus.close();
  }
}

async function prompt(bus: SessionBus): Promise<void> {
  const collection = await defaultCollection(bus);
  if (collection === undefined || collection === '/') return;
  const reply = await bus.call({
    destination: SECRETS,
    path: '/org/freedesktop/secrets',
    interface: 'org.freedesktop.Secret.Service',
    member: 'Unlock',
    arguments: [[collection]],
  });
  const question = promptIn(reply);
  if (question === '/') return;
  await bus.call(busCall('AddMatch', `type='signal',interface='${PROMPT}',member='Completed'`));
  const answered = new Promise<void>((resolve) => {
    bus.onSignal(({ member }) => member === 'Completed' && resolve());
    bus.onClose(resolve);
    setTimeout(resolve, PATIENCE).unref();
  });
  await bus.call({
    destination: SECRETS,
    path: question,
    interface: PROMPT,
    member: 'Prompt',
    arguments: [''],
  });
  await answered;
}

/** What is unlocked already comes first: a list of paths, in bytes, and then the path of the prompt. */
function promptIn(reply: Buffer): string {
  const at = Math.ceil((4 + reply.readUInt32LE(0)) / 4) * 4;
  return reply.toString('utf8', at + 4, at + 4 + reply.readUInt32LE(at));
}
