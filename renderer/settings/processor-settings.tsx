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
import { Grid, Inline } from '../ui/layout.tsx';
import { Switch } from '../ui/switch.tsx';
import { Text } from '../ui/text.tsx';
import { CommitField, useApply } from './commit-field.tsx';

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

function useSet(name: ProcessorName): Set {
  const { session } = useServices();
  const apply = useApply();
  return (patch) => apply(() => session.worker().setProcessor(name, patch));
}

type NumberFieldProps = { readonly field: Field; readonly value: number; readonly set: Set };

function NumberField({ field, value, set }: NumberFieldProps) {
  const unit = field === 'count' ? 1 : SECOND;
  const commit = (text: string) => {
    const patch = { [field]: Number(text) * unit };
    if (text.trim() === '' || checkProcessorSettings(patch) !== undefined) return words.rules[field];
    return set(patch);
  };
  return (
    <CommitField
      label={words.fields[field]}
      hint={words.units[field]}
      shown={String(value / unit)}
      commit={commit}
    />
  );
}
