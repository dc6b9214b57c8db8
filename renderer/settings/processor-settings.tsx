import { useEffect, useState } from 'react';
import {
  checkProcessorSettings,
  PROCESSOR_NAMES,
  type ProcessorName,
  type ProcessorSettings,
} from '../../core/domain/processor.ts';
import { SECOND } from '../../core/domain/time.ts';
import { useServices, useSession } from '../state/services.tsx';
import { strings } from '../strings.ts';
import { Card } from '../ui/card.tsx';
import { TextField } from '../ui/field.tsx';
import { Grid, Inline } from '../ui/layout.tsx';
import { Switch } from '../ui/switch.tsx';
import { Text } from '../ui/text.tsx';

const words = strings.settings;
type Field = keyof typeof words.fields;

/** What a person may change about the processors. */
export function ProcessorSettingsList() {
  const settings = useSession((s) => s.overview?.settings);
  if (!settings) return <Text look="soft">{words.loading}</Text>;
  return (
    <Grid>
      {PROCESSOR_NAMES.map((name) => (
        <ProcessorForm key={name} name={name} settings={settings[name]} />
      ))}
    </Grid>
  );
}

type FormProps = { readonly name: ProcessorName; readonly settings: ProcessorSettings };

function ProcessorForm({ name, settings }: FormProps) {
  const { title, text } = strings.processors[name];
  const set = useSet(name);
  const fields: readonly Field[] =
    name === 'publish' ? ['count', 'idleSleep', 'reportTimeout'] : ['idleSleep', 'reportTimeout'];
  return (
    <Card aria-label={title}>
      <Inline spread>
        <Text as="h3" look="title">
          {title}
        </Text>
        <Switch label={words.enabled} isOn={settings.enabled} onChange={(enabled) => void set({ enabled })} />
      </Inline>
      <Text look="small">{text}</Text>
      {fields.map((field) => (
        <NumberField key={field} field={field} value={settings[field]} set={set} />
      ))}
    </Card>
  );
}

type Set = (patch: Partial<ProcessorSettings>) => Promise<string | undefined>;

/** Says why a change was not taken, or shows nothing. */
function useSet(name: ProcessorName): Set {
  const { session, toasts } = useServices();
  return async (patch) => {
    try {
      const result = await session.worker().setProcessor(name, patch);
      if (result.kind === 'ok') return undefined;
      toasts.show({ tone: 'danger', message: result.message });
      return result.message;
    } catch (error) {
      const message = error instanceof Error ? error.message : String(error);
      toasts.show({ tone: 'danger', message });
      return message;
    }
  };
}

type NumberFieldProps = { readonly field: Field; readonly value: number; readonly set: Set };

/** A number that applies when the field is left or Enter is pressed. */
function NumberField({ field, value, set }: NumberFieldProps) {
  const shown = String(field === 'count' ? value : value / SECOND);
  const [text, setText] = useState(shown);
  const [error, setError] = useState<string>();
  // Another computer, or the processor itself, may say something else.
  useEffect(() => setText(shown), [shown]);
  const commit = () => {
    if (text === shown) return setError(undefined);
    const patch = { [field]: Number(text) * (field === 'count' ? 1 : SECOND) };
    if (text.trim() === '' || checkProcessorSettings(patch) !== undefined)
      return setError(words.rules[field]);
    setError(undefined);
    void set(patch).then(setError);
  };
  return (
    <TextField
      label={words.fields[field]}
      hint={words.units[field]}
      value={text}
      onChange={setText}
      onCommit={commit}
      isInvalid={error !== undefined}
      error={error}
    />
  );
}
