import { SHORTCUTS, type ShortcutScope } from '../shortcuts.ts';
import { strings } from '../strings.ts';
import { Facts } from '../ui/card.tsx';
import { Dialog } from '../ui/dialog.tsx';
import { Keys } from '../ui/hint.tsx';
import { Inline, Stack } from '../ui/layout.tsx';
import { Text } from '../ui/text.tsx';

const SCOPES: readonly ShortcutScope[] = ['everywhere', 'composer', 'queue', 'calendar', 'activity'];

/** Every shortcut there is, read from the registry. */
export function CheatSheet({ onClose }: { readonly onClose: () => void }) {
  return (
    <Dialog title={strings.nav.shortcutsTitle} closeLabel={strings.actions.close} onClose={onClose}>
      {SCOPES.map((scope) => (
        <Stack key={scope} gap={2}>
          <Text as="h3" look="label">
            {strings.scopes[scope]}
          </Text>
          <Facts facts={factsOf(scope)} />
        </Stack>
      ))}
    </Dialog>
  );
}

function factsOf(scope: ShortcutScope) {
  const inScope = Object.values(SHORTCUTS).filter((shortcut) => shortcut.scope === scope);
  return inScope.map(({ label, keys }) => ({
    name: label,
    value: (
      <Inline gap={1}>
        {keys.map((chord) => (
          <Keys key={chord} chord={chord} />
        ))}
      </Inline>
    ),
  }));
}
