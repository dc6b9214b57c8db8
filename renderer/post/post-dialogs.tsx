import { useState } from 'react';
import type { PostView } from '../../core/domain/view.ts';
import { useCommand, useServices } from '../state/services.tsx';
import { useStore } from '../state/use-store.ts';
import { strings } from '../strings.ts';
import { Button } from '../ui/button.tsx';
import { Dialog } from '../ui/dialog.tsx';
import { Menu } from '../ui/menu.tsx';
import { Text } from '../ui/text.tsx';
import { type ActionId, actionsOf, wayOutOf } from './actions.ts';
import { PostDetails } from './post-details.tsx';
import { RescheduleDialog } from './reschedule-dialog.tsx';
import {
  cancelOfSeries,
  forceSend,
  type Opened,
  type RunAction,
  unpublish,
  usePostActions,
} from './use-post-actions.ts';

type PostDialogsProps = { readonly opened: Opened; readonly onClose: () => void };

/** What is shown over a screen about one post. It follows the post while it changes. */
export function PostDialogs({ opened, onClose }: PostDialogsProps) {
  const { posts } = useServices();
  const [inside, setInside] = useState<Opened>();
  const { kind, id } = inside ?? opened;
  const post = useStore(
    posts,
    (s) => s.open.find((one) => one.id === id) ?? s.closed.find((one) => one.id === id),
  );
  const run = usePostActions(setInside);
  if (!post) return null;
  if (kind === 'force') return <Ask words={strings.force} post={post} onYes={forceSend} onClose={onClose} />;
  if (kind === 'unpublish')
    return <Ask words={strings.unpublish} post={post} onYes={unpublish} onClose={onClose} />;
  if (kind === 'series') return <AskSeries post={post} onClose={onClose} />;
  if (kind === 'reschedule') return <RescheduleDialog post={post} onClose={onClose} />;
  // What leads elsewhere leaves the details; what changes the post is seen in them.
  const runInside: RunAction = (action, one) => {
    if (action === 'edit') onClose();
    run(action, one);
  };
  return (
    <Dialog
      title={strings.actions.details}
      closeLabel={strings.actions.close}
      onClose={onClose}
      footer={<DetailActions post={post} run={runInside} />}
    >
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

/** The way out first, then what is done most; the rest is in a menu. */
function DetailActions({ post, run }: { readonly post: PostView; readonly run: RunAction }) {
  const wayOut = wayOutOf(post);
  const others = actionsOf(post).filter(({ id }) => id !== 'details' && id !== wayOut?.id);
  const shown = others.filter(({ id }) => OFTEN.includes(id));
  const entries = others
    .filter((action) => !shown.includes(action))
    .map(({ id, label }) => ({ id, label, isDanger: id === 'cancel', onAction: () => run(id, post) }));
  return (
    <>
      {entries.length > 0 && (
        <Menu label={strings.details.more} entries={entries}>
          <Button look="quiet">{strings.details.more}</Button>
        </Menu>
      )}
      {shown.map(({ id, label }) => (
        <Button key={id} onPress={() => run(id, post)}>
          {label}
        </Button>
      ))}
      {wayOut && (
        <Button look="primary" onPress={() => run(wayOut.id, post)}>
          {wayOut.label}
        </Button>
      )}
    </>
  );
}

const OFTEN: readonly ActionId[] = ['edit', 'reschedule', 'postNow', 'restore'];

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
