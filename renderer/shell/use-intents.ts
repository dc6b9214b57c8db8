import { useEffect, useRef } from 'react';
import type { DraftIntent, Intent } from '../../core/domain/intent.ts';
import { type Services, useServices } from '../state/services.tsx';
import { strings } from '../strings.ts';

/** Only the main window shows more than a new post. */
export type IntentHandlers = {
  readonly compose: (draft?: DraftIntent) => void;
  readonly openPost?: (id: string) => void;
  readonly show?: (screen: Extract<Intent, { kind: 'show' }>['screen']) => void;
};

/** The tray, notifications, links and shortcuts ask for something through the shell. */
export function useIntents(handlers: IntentHandlers): void {
  const services = useServices();
  const latest = useRef(handlers);
  useEffect(() => {
    latest.current = handlers;
  });
  useEffect(
    () =>
      services.intents.listen((intent) => {
        const { compose, openPost, show } = latest.current;
        if (intent.kind === 'compose') compose(intent.draft);
        else if (intent.kind === 'show') show?.(intent.screen);
        else {
          openPost?.(intent.id);
          void findPost(services, intent.id);
        }
      }),
    [services],
  );
}

/** It may be older than what the window holds, or not be there at all. */
async function findPost({ session, posts, toasts }: Services, id: string): Promise<void> {
  const found = await session.command((worker) => worker.show(id));
  if (found && 'post' in found) posts.put(found.post);
  // A worker that is away brings its posts when it is there, and this one with them.
  else if (found === null) toasts.show({ tone: 'danger', message: strings.errors.noSuchPost });
}
