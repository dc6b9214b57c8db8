import type { ReactNode } from 'react';
import { SHORTCUTS } from '../shortcuts.ts';
import { isDraftable } from '../state/composition.ts';
import { useServices } from '../state/services.tsx';
import { useStore } from '../state/use-store.ts';
import { strings } from '../strings.ts';
import { Banner } from '../ui/banner.tsx';
import { Button } from '../ui/button.tsx';
import { Inline, Stack } from '../ui/layout.tsx';
import { Cost } from './cost.tsx';
import { KeptNote } from './kept-note.tsx';
import type { Submit } from './use-submit.ts';

const words = strings.compose;

/** What it costs, and every way to save it. */
export function Footer({ saving, add }: { readonly saving: Submit; readonly add: ReactNode }) {
  const { compositions } = useServices();
  const composition = useStore(compositions, (c) => c);
  return (
    <Stack gap={2}>
      <div role="alert">
        {saving.refusal !== undefined && <Banner tone="danger">{saving.refusal}</Banner>}
      </div>
      <Inline spread>
        <Cost />
        <KeptNote />
      </Inline>
      <Inline gap={2} wrap spread>
        <Inline gap={1}>
          {isDraftable(composition) && (
            <Button look="quiet" isDisabled={saving.isBusy} onPress={() => void saving.submit('draft')}>
              {words.saveDraft}
            </Button>
          )}
          <Button
            look="quiet"
            chord={SHORTCUTS.postNowComposer.keys[0]}
            isDisabled={saving.isBusy}
            onPress={() => void saving.submit('now')}
          >
            {words.postNow}
          </Button>
        </Inline>
        {add}
      </Inline>
    </Stack>
  );
}
