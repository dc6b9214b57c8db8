import { useServices } from '../state/services.tsx';
import { strings } from '../strings.ts';

/** Says when main could not do it. */
export function useSecretsAct() {
  const { toasts } = useServices();
  return (run: () => Promise<void>): Promise<void> =>
    run().catch(() => void toasts.show({ tone: 'danger', message: strings.secrets.failed }));
}
