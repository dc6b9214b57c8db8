import { Reply } from 'lucide-react';
import { REPLY_SETTINGS } from '../../core/domain/content.ts';
import type { Problem } from '../../core/domain/problem.ts';
import type { Audience } from '../state/audience.ts';
import type { Composition } from '../state/composition.ts';
import { useServices } from '../state/services.tsx';
import { strings } from '../strings.ts';
import { ContentChip } from '../ui/content-chip.tsx';
import { Disclosure } from '../ui/disclosure.tsx';
import { Stack } from '../ui/layout.tsx';
import { Select } from '../ui/select.tsx';
import { PostLinkField } from './post-link-field.tsx';
import { ProblemList } from './problem-list.tsx';

const words = strings.content;
const EVERYONE = 'everyone';
const CHOICES = [
  { id: EVERYONE, label: words.everyone },
  ...REPLY_SETTINGS.map((id) => ({ id, label: words.settings[id] })),
];

type AudienceProps = { readonly composition: Composition; readonly problems: readonly Problem[] };

/** To whom the post speaks: for those who want it, folded away for all others. */
export function AudienceFields({ composition, problems }: AudienceProps) {
  const { compositions } = useServices();
  const { audience = {}, editing, id } = composition;
  // Of a thread that has begun the first part is out, and with it whom it speaks to.
  if (editing && editing.partsOut > 0) return null;
  const { replyTo, replySettings } = audience;
  const set = (next: { readonly [K in keyof Audience]: Audience[K] | undefined }) => {
    const { replyTo: to, replySettings: who } = { ...audience, ...next };
    compositions.setAudience({
      ...(to !== undefined && { replyTo: to }),
      ...(who && { replySettings: who }),
    });
  };
  return (
    <>
      <Disclosure
        key={id}
        title={words.more}
        isOpenAtFirst={replyTo !== undefined || replySettings !== undefined}
      >
        <Stack gap={2}>
          {replyTo === undefined ? (
            <PostLinkField label={words.replyTo} onPost={(post) => set({ replyTo: post })} />
          ) : (
            <ContentChip
              icon={<Reply size={14} aria-hidden />}
              removeLabel={words.removeReply}
              onRemove={() => set({ replyTo: undefined })}
            >
              {words.repliesTo(replyTo)}
            </ContentChip>
          )}
          <Select
            label={words.whoReplies}
            choices={CHOICES}
            value={replySettings ?? EVERYONE}
            onChange={(chosen) => set({ replySettings: REPLY_SETTINGS.find((one) => one === chosen) })}
          />
        </Stack>
      </Disclosure>
      <ProblemList problems={problems} />
    </>
  );
}
