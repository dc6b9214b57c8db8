import { isTextOnly } from '../../core/domain/content.ts';
import type { Composition } from '../state/composition.ts';
import { useCommand, useServices } from '../state/services.tsx';
import { listItems } from '../state/split-part.ts';
import { strings } from '../strings.ts';
import { Banner } from '../ui/banner.tsx';
import { Button } from '../ui/button.tsx';

const words = strings.writing.list;

/** A list can become many drafts, one an item. */
export function ListOffer({ composition }: { readonly composition: Composition }) {
  const { compositions, drafts, undo } = useServices();
  const command = useCommand();
  const { parts, editing } = composition;
  const items =
    parts.length === 1 && !editing && parts.every(isTextOnly) ? listItems(parts[0]?.text ?? '') : undefined;
  if (!items) return null;

  const makeMany = async () => {
    const ids = compositions.putAsideMany(items);
    await drafts.store();
    const takeBack = async () => {
      for (const id of ids) {
        compositions.settleAside(id);
        await command((worker) => worker.cancel(id));
      }
      compositions.reopen(composition);
      return true;
    };
    undo.did({ message: words.done(items.length), undo: takeBack });
  };
  const button = (
    <Button size="s" onPress={() => void makeMany()}>
      {words.make(items.length)}
    </Button>
  );
  return (
    <Banner tone="info" action={button}>
      {words.found(items.length)}
    </Banner>
  );
}
