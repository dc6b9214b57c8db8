import { useCommand, useServices } from '../state/services.tsx';
import { useStore } from '../state/use-store.ts';
import { strings } from '../strings.ts';
import { Button } from '../ui/button.tsx';
import { Dialog } from '../ui/dialog.tsx';
import { Text } from '../ui/text.tsx';
import { PostDetails } from './post-details.tsx';
import { forceSend, type Opened } from './use-post-actions.ts';

type PostDialogsProps = { readonly opened: Opened; readonly onClose: () => void };

/** What is shown over the queue about one post. It follows the post while it changes. */
export function PostDialogs({ opened, onClose }: PostDialogsProps) {
  const { posts } = useServices();
  const post = useStore(
    posts,
    (s) => s.open.find(({ id }) => id === opened.id) ?? s.closed.find(({ id }) => id === opened.id),
  );
  if (!post) return null;
  if (opened.kind === 'force') return <ForceDialog post={post} onClose={onClose} />;
  return (
    <Dialog title={strings.actions.details} closeLabel={strings.actions.close} onClose={onClose}>
      <PostDetails post={post} />
    </Dialog>
  );
}

function ForceDialog({
  post,
  onClose,
}: {
  readonly post: Parameters<typeof forceSend>[0];
  readonly onClose: () => void;
}) {
  const services = useServices();
  const command = useCommand();
  const send = () => {
    onClose();
    void forceSend(post, { services, command });
  };
  const footer = (
    <>
      <Button onPress={onClose}>{strings.actions.close}</Button>
      <Button look="danger" onPress={send}>
        {strings.force.confirm}
      </Button>
    </>
  );
  return (
    <Dialog
      title={strings.force.title}
      closeLabel={strings.actions.close}
      onClose={onClose}
      isAlert
      footer={footer}
    >
      <Text as="p">{strings.force.text}</Text>
    </Dialog>
  );
}
