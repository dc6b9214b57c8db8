import { ListChecks, type LucideIcon, MessageSquareQuote, Paperclip } from 'lucide-react';
import type { PostView } from '../../core/domain/view.ts';
import { useSession } from '../state/services.tsx';
import { strings } from '../strings.ts';
import { Sign } from '../ui/sign.tsx';

const words = strings.content;

/** Small signs of what a post holds besides text; nothing for a post of text alone. */
export function ContentSigns({ post }: { readonly post: PostView }) {
  const { parts } = post;
  const count = parts.reduce((sum, { media = [] }) => sum + media.length, 0);
  return (
    <>
      {count > 0 && <IconSign icon={Paperclip} label={words.signs.media(count)} text={String(count)} />}
      {parts.some(({ poll }) => poll) && <IconSign icon={ListChecks} label={words.signs.poll} />}
      {parts.some(({ quote }) => quote !== undefined) && (
        <IconSign icon={MessageSquareQuote} label={words.signs.quote} />
      )}
      {count > 0 && <Uploading id={post.id} />}
    </>
  );
}

type IconSignProps = { readonly icon: LucideIcon; readonly label: string; readonly text?: string };

function IconSign({ icon: Icon, label, text = '' }: IconSignProps) {
  return (
    <Sign icon={<Icon size={12} aria-hidden />} label={label}>
      {text}
    </Sign>
  );
}

/** How much of its media X has, while they are on their way. */
function Uploading({ id }: { readonly id: string }) {
  const share = useSession((s) => {
    const own = s.overview?.uploads?.filter(({ postId }) => postId === id) ?? [];
    return own.length === 0 ? undefined : own.reduce((sum, one) => sum + one.share, 0) / own.length;
  });
  return share === undefined ? null : <span>{words.uploading(share)}</span>;
}
