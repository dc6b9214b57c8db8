import { useDeferredValue, useMemo, useState } from 'react';
import { isTextOnly } from '../../core/domain/content.ts';
import { entitiesOf } from '../../core/domain/entities.ts';
import type { PartDraft } from '../state/composition.ts';
import { strings } from '../strings.ts';
import { Disclosure } from '../ui/disclosure.tsx';
import { PostCards } from '../ui/post-card.tsx';
import { Text } from '../ui/text.tsx';
import { PreviewExtras } from './preview-extras.tsx';

const words = strings.writing;
const KEY = 'perch.preview';
/** A window this high, px, has room for it from the start. */
const ROOMY = 800;

type PreviewProps = { readonly parts: readonly PartDraft[]; readonly account: string };

/** The post as X will show it. Whether it is open is remembered, for both windows. */
export function Preview({ parts, account }: PreviewProps) {
  const [isOpen, setOpen] = useState(
    () => (localStorage.getItem(KEY) ?? String(window.innerHeight >= ROOMY)) === 'true',
  );
  const remember = (open: boolean) => {
    localStorage.setItem(KEY, String(open));
    setOpen(open);
  };
  return (
    <Disclosure title={words.preview} isExpanded={isOpen} onExpandedChange={remember}>
      {isOpen && <Cards parts={parts} account={account} />}
    </Disclosure>
  );
}

/** A little later than the keys are pressed when the machine is busy: the text itself comes first. */
function Cards({ parts, account }: PreviewProps) {
  const settled = useDeferredValue(parts);
  const posts = useMemo(
    () => settled.map((part) => ({ stretches: entitiesOf(part.text), below: <PreviewExtras part={part} /> })),
    [settled],
  );
  if (settled.every((part) => part.text === '' && isTextOnly(part))) {
    return (
      <Text as="p" look="soft">
        {words.previewEmpty}
      </Text>
    );
  }
  return <PostCards label={words.preview} account={account} time={words.now} posts={posts} />;
}
