import { useEffect, useState } from 'react';
import { SECOND } from '../../core/domain/time.ts';
import type { SignInView } from '../../core/rpc/sign-in-contract.ts';
import { useServices, useSession } from '../state/services.tsx';
import { strings } from '../strings.ts';
import { Button } from '../ui/button.tsx';
import { Dialog } from '../ui/dialog.tsx';
import { Stack } from '../ui/layout.tsx';
import { Text } from '../ui/text.tsx';

const words = strings.accounts.out;
const MOST = 500;
const OPEN = ['scheduled', 'queued', 'retrying', 'held', 'publishing', 'checking'] as const;
/** As long as main waits before it tells X. */
const UNDO_FOR = 10 * SECOND;

type SignOutProps = {
  readonly account: string;
  readonly kind: SignInView['kind'];
  readonly onClose: () => void;
};

/** Says what signing out does before it is done. */
export function SignOutDialog({ account, kind, onClose }: SignOutProps) {
  const posts = useOpenPosts(account);
  const isShared = useSession((s) => s.shell?.storage.use === 'azure');
  const signOut = useSignOut(account);
  const confirm = () => {
    onClose();
    void signOut();
  };
  const footer = (
    <>
      <Button onPress={onClose}>{strings.signIn.cancel}</Button>
      <Button look="danger" onPress={confirm}>
        {words.confirm}
      </Button>
    </>
  );
  return (
    <Dialog
      title={words.title(account)}
      closeLabel={strings.actions.close}
      onClose={onClose}
      isAlert
      footer={footer}
    >
      <Stack gap={2}>
        <Text as="p">
          {posts === undefined
            ? words.counting
            : posts < MOST
              ? words.posts(posts, account)
              : words.manyPosts(account)}
        </Text>
        <Text as="p">
          {words.keys} {words[kind]}
        </Text>
        {isShared && <Text as="p">{words.shared}</Text>}
      </Stack>
    </Dialog>
  );
}

function useOpenPosts(account: string): number | undefined {
  const { session } = useServices();
  const [count, setCount] = useState<number>();
  useEffect(() => {
    let isCurrent = true;
    Promise.resolve()
      .then(() => session.worker().list({ account, status: OPEN, limit: MOST }))
      .then(
        ({ posts }) => isCurrent && setCount(posts.length),
        () => undefined,
      );
    return () => {
      isCurrent = false;
    };
  }, [session, account]);
  return count;
}

function useSignOut(account: string): () => Promise<void> {
  const { session, undo, toasts } = useServices();
  return async () => {
    const result = await session.shell().signOut(account);
    if (result.kind === 'refused') return void toasts.show({ tone: 'danger', message: result.message });
    undo.did({
      message: words.done(account),
      shownFor: UNDO_FOR,
      undo: async () => {
        const undone = await session.shell().undoSignOut(account);
        return undone.kind === 'ok' || { why: undone.message };
      },
    });
  };
}
