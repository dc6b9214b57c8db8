import { useEffect, useState } from 'react';
import type { SettingResult } from '../../core/rpc/contract.ts';
import { useServices } from '../state/services.tsx';
import { TextField } from '../ui/field.tsx';

type CommitFieldProps = {
  readonly label: string;
  readonly hint: string;
  /** As it is set now. */
  readonly shown: string;
  readonly placeholder?: string;
  /** Sets it, and answers what is wrong with it, if anything. */
  readonly commit: (text: string) => Promise<string | undefined> | string;
};

/** A setting that applies when the field is left or Enter is pressed. */
export function CommitField({ shown, commit, ...rest }: CommitFieldProps) {
  const [text, setText] = useState(shown);
  const [error, setError] = useState<string>();
  // Another computer, or the worker itself, may say something else.
  useEffect(() => setText(shown), [shown]);
  const onCommit = async (): Promise<void> => setError(text === shown ? undefined : await commit(text));
  return (
    <TextField
      value={text}
      onChange={setText}
      onCommit={() => void onCommit()}
      isInvalid={error !== undefined}
      error={error}
      {...rest}
    />
  );
}

/** Runs a change of a setting; says why it was not taken, or shows nothing. */
export function useApply(): (run: () => Promise<SettingResult>) => Promise<string | undefined> {
  const { toasts } = useServices();
  return async (run) => {
    const result = await run().catch((error: unknown) => ({
      kind: 'refused' as const,
      message: error instanceof Error ? error.message : String(error),
    }));
    if (result.kind === 'ok') return undefined;
    toasts.show({ tone: 'danger', message: result.message });
    return result.message;
  };
}
