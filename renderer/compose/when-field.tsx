import { type Ref, useMemo } from 'react';
import { parseWhen } from '../../core/domain/when.ts';
import { distance, formatInstant } from '../../core/domain/zone.ts';
import { useNow, useServices } from '../state/services.tsx';
import { strings } from '../strings.ts';
import { Banner } from '../ui/banner.tsx';
import { Button } from '../ui/button.tsx';
import { TextField } from '../ui/field.tsx';
import { Inline, Stack } from '../ui/layout.tsx';
import { Text } from '../ui/text.tsx';

type WhenFieldProps = {
  readonly value: string;
  readonly zone: string;
  /** Said when the field was left empty and a person asked to add the post. */
  readonly missing: string | undefined;
  readonly ref: Ref<HTMLInputElement>;
};

/** The time in plain words, and at once what they were understood to mean. */
export function WhenField({ value, zone, missing, ref }: WhenFieldProps) {
  const { compositions } = useServices();
  const words = strings.compose;
  return (
    <Stack gap={2}>
      <TextField
        label={words.when}
        hint={words.whenHint(zone)}
        placeholder={words.whenPlaceholder}
        value={value}
        onChange={compositions.setWhen}
        isInvalid={missing !== undefined}
        error={missing}
        ref={ref}
      />
      {value.trim() !== '' && <Echo value={value} zone={zone} />}
      <Inline gap={2} wrap role="group" aria-label={words.presets}>
        {words.presetWords.map((preset) => (
          <Button key={preset} size="s" onPress={() => compositions.setWhen(preset.toLowerCase())}>
            {preset}
          </Button>
        ))}
      </Inline>
    </Stack>
  );
}

/** Ticks, so that "in 1 minute" is always counted from now. */
function Echo({ value, zone }: { readonly value: string; readonly zone: string }) {
  const now = useNow();
  const when = useMemo(() => parseWhen(value, { now, zone }), [value, zone, now]);
  if (when.kind === 'error') {
    return (
      <Text as="p" tone="danger">
        {when.message}
      </Text>
    );
  }
  const resolved = formatInstant(when.at, zone, { zoneName: false });
  return (
    <Stack gap={1}>
      <Text as="p">
        <Text as="strong">{resolved}</Text>
        <Text look="soft"> · {distance(when.at, now)}</Text>
      </Text>
      {when.notes.map((note) => (
        <Banner key={note} tone="info" isPlain>
          {note}
        </Banner>
      ))}
    </Stack>
  );
}
