import type { PostView } from '../../core/domain/view.ts';
import { useCommand, useServices } from '../state/services.tsx';
import { useStore } from '../state/use-store.ts';
import { strings } from '../strings.ts';
import { Button } from '../ui/button.tsx';
import { Dialog } from '../ui/dialog.tsx';
import { Text } from '../ui/text.tsx';
import { PostDetails } from './post-details.tsx';
import { cancelOfSeries, forceSend, type Opened, unpublish } from './use-post-actions.ts';

type PostDialogsProps = { readonly opened: Opened; readonly onClose: () => void };

/** What is shown over the queue about one post. It follows the post while it changes. */
export function PostDialogs({ opened, onClose }: PostDialogsProps) {
  const { posts } = useServices();
  const post = useStore(
    posts,
    (s) => s.open.find(({ id }) => id === opened.id) ?? s.closed.find(({ id }) => id === opened.id),
  );
  if (!post) return null;
  if (opened.kind === 'force')
    return <Ask words={strings.force} post={post} onYes={forceSend} onClose={onClose} />;
  if (opened.kind === 'unpublish')
    return <Ask words={strings.unpublish} post={post} onYes={unpublish} onClose={onClose} />;
  if (opened.kind === 'series') return <AskSeries post={post} onClose={onClose} />;
  return (
    <Dialog title={strings.actions.details} closeLabel={strings.actions.close} onClose={onClose}>
      <PostDetails post={post} />
    </Dialog>
  );
}

/** Of a series it can be this post or all of them that is not wanted. */
function AskSeries({ post, onClose }: { readonly post: PostView; readonly onClose: () => void }) {
  const services = useServices();
  const command = useCommand();
  const words = strings.cancelSeries;
  const cancel = (skip: boolean) => () => {
    onClose();
    void cancelOfSeries(post, skip, { services, command });
  };
  const footer = (
    <>
      <Button onPress={onClose}>{words.keep}</Button>
      <Button onPress={cancel(true)}>{words.one}</Button>
      <Button look="danger" onPress={cancel(false)}>
        {words.all}
      </Button>
    </>
  );
  return (
    <Dialog title={words.title} closeLabel={strings.actions.close} onClose={onClose} isAlert footer={footer}>
      <Text as="p">{words.text(post.repeat?.words ?? '')}</Text>
    </Dialog>
  );
}

type AskProps = {
  readonly words: { readonly title: string; readonly text: string; readonly confirm: string };
  readonly post: PostView;
  readonly onYes: typeof forceSend;
  readonly onClose: () => void;
};

/** Before what cannot be undone. */
function Ask({ words, post, onYes, onClose }: AskProps) {
  const services = useServices();
  const command = useCommand();
  const confirm = () => {
    onClose();
    void onYes(post, { services, command });
  };
  const footer = (
    <>
      <Button onPress={onClose}>{strings.actions.close}</Button>
      <Button look="danger" onPress={confirm}>
        {words.confirm}
      </Button>
    </>
  );
  return (
    <Dialog title={words.title} closeLabel={strings.actions.close} onClose={onClose} isAlert footer={footer}>
      <Text as="p">{words.text}</Text>
    </Dialog>
  );
}
