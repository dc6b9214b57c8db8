import { useState } from 'react';
import { COLUMN_ROLES, DATE_ORDERS, type Layout } from '../../core/domain/import-layout.ts';
import { isZone } from '../../core/domain/wall.ts';
import type { ImportPreview } from '../../core/rpc/import-contract.ts';
import { withRole } from '../state/imports.ts';
import { useServices, useSession } from '../state/services.tsx';
import { useStore } from '../state/use-store.ts';
import { strings } from '../strings.ts';
import { Disclosure } from '../ui/disclosure.tsx';
import { TextField } from '../ui/field.tsx';
import { Grid, Inline, Stack } from '../ui/layout.tsx';
import { Select } from '../ui/select.tsx';
import { Switch } from '../ui/switch.tsx';
import { Text } from '../ui/text.tsx';

const words = strings.transfer;
type Preview = Extract<ImportPreview, { kind: 'ok' }>;

/** What the rows of the file leave open: account, zone and, of a file from elsewhere, its columns. */
export function ImportChoicesForm({ preview }: { readonly preview: Preview }) {
  return (
    <Stack gap={2}>
      <Inline gap={3} align="start" wrap>
        <AccountChoice />
        <ZoneChoice />
        {preview.layout && <DatesChoice layout={preview.layout} />}
      </Inline>
      {preview.layout && (
        <Disclosure title={words.columns} isOpenAtFirst={preview.problem !== undefined}>
          <Columns layout={preview.layout} columns={preview.columns} />
        </Disclosure>
      )}
    </Stack>
  );
}

function AccountChoice() {
  const { imports } = useServices();
  const accounts = useSession((s) => s.overview?.accounts);
  const value = useStore(imports, (s) => s.choices.account);
  const choices = (accounts ?? []).map(({ name }) => ({ id: name, label: `@${name}` }));
  return (
    <Select
      label={words.account}
      choices={choices}
      value={value}
      onChange={(account) => void imports.change({ account })}
    />
  );
}

/** Applies when the field is left or Enter is pressed. */
function ZoneChoice() {
  const { imports } = useServices();
  const zone = useStore(imports, (s) => s.choices.zone);
  const [text, setText] = useState(zone);
  const isValid = isZone(text);
  const commit = () => {
    if (isValid && text !== zone) void imports.change({ zone: text });
  };
  return (
    <TextField
      label={words.zone}
      value={text}
      onChange={setText}
      onCommit={commit}
      isInvalid={!isValid}
      error={isValid ? undefined : words.zoneInvalid}
    />
  );
}

const UNKNOWN = 'unknown';

function DatesChoice({ layout }: { readonly layout: Layout }) {
  const { imports } = useServices();
  const orders = DATE_ORDERS.map((id) => ({ id, label: words.orders[id] }));
  const choices = layout.dates === null ? [{ id: UNKNOWN, label: words.datesUnknown }, ...orders] : orders;
  return (
    <Select
      label={words.dates}
      choices={choices}
      value={layout.dates ?? UNKNOWN}
      onChange={(id) => {
        const dates = DATE_ORDERS.find((order) => order === id);
        if (dates) void imports.change({ layout: { ...layout, dates } });
      }}
    />
  );
}

type ColumnsProps = { readonly layout: Layout; readonly columns: Preview['columns'] };

function Columns({ layout, columns }: ColumnsProps) {
  const { imports } = useServices();
  const roles = COLUMN_ROLES.map((id) => ({ id, label: words.roles[id] }));
  const change = (next: Layout) => void imports.change({ layout: next });
  return (
    <Stack gap={2}>
      <Switch
        label={words.header}
        isOn={layout.header}
        onChange={(header) => change({ ...layout, header, dates: null })}
      />
      <Grid>
        {columns.map(({ name, sample }, i) => (
          // biome-ignore lint/suspicious/noArrayIndexKey: columns are known by their place.
          <Stack key={i} gap={1}>
            <Select
              label={words.column(name)}
              choices={roles}
              value={layout.columns[i] ?? 'skip'}
              onChange={(id) => {
                const role = COLUMN_ROLES.find((one) => one === id);
                if (role) change(withRole(layout, i, role));
              }}
            />
            <Text look="small">{sample}</Text>
          </Stack>
        ))}
      </Grid>
    </Stack>
  );
}
