import { Clock, MessageSquareQuote, X } from 'lucide-react';
import { isTextOnly } from '../../core/domain/content.ts';
import { postLinkIn } from '../../core/domain/post-link.ts';
import type { PartDraft } from '../state/composition.ts';
import { withDelay, withQuote } from '../state/part-content.ts';
import { useServices } from '../state/services.tsx';
import { useStore } from '../state/use-store.ts';
import { strings } from '../strings.ts';
import { Banner } from '../ui/banner.tsx';
import { Button, IconButton } from '../ui/button.tsx';
import { ContentChip } from '../ui/content-chip.tsx';
import { Inline } from '../ui/layout.tsx';
import { Progress } from '../ui/progress.tsx';
import { PartMedia } from './part-media.tsx';
import { PollEditor } from './poll-editor.tsx';
import { PostLinkField } from './post-link-field.tsx';

const words = strings.content;

type PartContentProps = {
  readonly part: PartDraft;
  readonly index: number;
  readonly isOut: boolean;
  /** The person is about to name a post to quote. */
  readonly isQuoting: boolean;
  readonly onQuoted: () => void;
};

type PartDelayProps = Pick<PartContentProps, 'part' | 'isOut'>;

/** When a part follows, above it. */
export function PartDelay({ part: { key, after }, isOut }: PartDelayProps) {
  const { compositions } = useServices();
  if (after === undefined) return null;
  return (
    <ContentChip
      icon={<Clock size={14} aria-hidden />}
      removeLabel={words.removeDelay}
      onRemove={isOut ? undefined : () => void compositions.changePart(key, withDelay(undefined))}
    >
      {words.after(after)}
    </ContentChip>
  );
}

/** What a part holds besides its text, below it. */
export function PartContent({ part, index, isOut, isQuoting, onQuoted }: PartContentProps) {
  const { compositions } = useServices();
  const { key, poll, quote } = part;
  const change = isOut ? undefined : compositions.changePart;
  const setQuote = (id: string) => {
    compositions.changePart(key, withQuote(id));
    onQuoted();
  };
  return (
    <>
      <PartMedia part={part} index={index} isOut={isOut} />
      <Copying part={key} />
      {poll && !isOut && <PollEditor part={part} poll={poll} />}
      {quote !== undefined && (
        <ContentChip
          icon={<MessageSquareQuote size={14} aria-hidden />}
          removeLabel={words.removeQuote}
          onRemove={change && (() => void change(key, withQuote(undefined)))}
        >
          {words.quotes(quote)}
        </ContentChip>
      )}
      {isQuoting && quote === undefined && !isOut && (
        <PostLinkField label={words.quoteField} autoFocus onPost={setQuote} />
      )}
      {!isOut && <QuoteOffer part={part} />}
    </>
  );
}

/** Files on their way into the part, and those that X would not take. */
function Copying({ part }: { readonly part: string }) {
  const { attachments } = useServices();
  const all = useStore(attachments, (s) => s.attachments);
  const refused = useStore(attachments, (s) => s.refused[part]);
  const dismiss = (
    <IconButton
      label={strings.actions.dismiss}
      icon={<X size={14} />}
      onPress={() => attachments.forget(part)}
    />
  );
  return (
    <>
      {all
        .filter((one) => one.part === part)
        .map(({ id, name, share }) => (
          <Inline key={id} gap={2} spread>
            <Progress label={words.copying(name)} done={share} total={1} words={words.percent(share)} />
            <IconButton
              label={words.cancelCopy(name)}
              icon={<X size={14} />}
              onPress={() => attachments.cancel(id)}
            />
          </Inline>
        ))}
      <div role="alert">
        {refused?.map((message, i) => (
          <Banner key={message} tone="danger" isPlain action={i === 0 ? dismiss : undefined}>
            {message}
          </Banner>
        ))}
      </div>
    </>
  );
}

/** The link of a post in the text can become a quote, which X shows as a box. */
function QuoteOffer({ part }: { readonly part: PartDraft }) {
  const { compositions, undo } = useServices();
  const found = isTextOnly(part) ? postLinkIn(part.text) : undefined;
  if (!found) return null;
  const { text } = part;
  const quote = () => {
    const rest = text.replace(found.link, '').trim();
    compositions.changePart(part.key, (content) => ({ ...withQuote(found.id)(content), text: rest }));
    const putBack = async () =>
      compositions.changePart(part.key, (content) => ({ ...withQuote(undefined)(content), text }));
    undo.did({ message: words.linkQuoted, undo: putBack });
  };
  return (
    <Inline>
      <Button size="s" icon={<MessageSquareQuote size={14} />} onPress={quote}>
        {words.quoteInstead}
      </Button>
    </Inline>
  );
}
