import { SHORTCUTS } from '../shortcuts.ts';
import { useServices } from '../state/services.tsx';
import { useStore } from '../state/use-store.ts';
import { strings } from '../strings.ts';
import { Button } from '../ui/button.tsx';
import { Toast, ToastRegion } from '../ui/toast.tsx';

/** What just happened, and the way back while there is one. */
export function Toasts() {
  const { toasts } = useServices();
  const shown = useStore(toasts, (s) => s.toasts);
  return (
    <ToastRegion label={strings.toasts}>
      {shown.map((toast) => (
        <Toast
          key={toast.id}
          tone={toast.tone}
          message={toast.message}
          action={toast.undo && <Undo undo={toast.undo} />}
          dismissLabel={strings.actions.dismiss}
          onDismiss={() => toasts.dismiss(toast.id)}
        />
      ))}
    </ToastRegion>
  );
}

function Undo({ undo }: { readonly undo: () => void }) {
  return (
    <Button size="s" chord={SHORTCUTS.undo.keys[0]} onPress={undo}>
      {strings.actions.undo}
    </Button>
  );
}
