import { useEffect } from 'react';
import { useSession } from './state/services.tsx';

/** The page takes the theme that the person chose. */
export function useTheme(): void {
  const theme = useSession((s) => s.shell?.theme ?? 'system');
  useEffect(() => {
    document.documentElement.dataset['theme'] = theme;
  }, [theme]);
}
