import { type ReactNode, useMemo, useRef } from 'react';
import { MEDIA_TYPES } from '../../core/domain/media.ts';
import type { Composition } from '../state/composition.ts';
import { useServices } from '../state/services.tsx';

export type FilePicker = {
  /** To be drawn somewhere, once. */
  readonly input: ReactNode;
  /** Asks for files for a part. */
  readonly pick: (part: string) => void;
};

/** The plain file dialog of the system, one for all parts. The page gets bytes, never a path. */
export function useFilePicker({ parts }: Composition): FilePicker {
  const { attachments } = useServices();
  const element = useRef<HTMLInputElement>(null);
  const wanted = useRef<string>(undefined);
  const pick = useMemo(
    () => (part: string) => {
      wanted.current = part;
      element.current?.click();
    },
    [],
  );
  const input = (
    <input
      ref={element}
      type="file"
      hidden
      multiple
      accept={MEDIA_TYPES.join(',')}
      onChange={({ currentTarget }) => {
        const part = parts.find(({ key }) => key === wanted.current) ?? parts[0];
        const files = [...(currentTarget.files ?? [])];
        // The same file can be chosen again.
        currentTarget.value = '';
        if (part && files.length > 0) void attachments.attach(part.key, files);
      }}
    />
  );
  return { input, pick };
}
