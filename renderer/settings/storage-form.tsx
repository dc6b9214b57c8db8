import { useState } from 'react';
import type { StorageTick } from '../../core/domain/storage.ts';
import type { StorageChoice } from '../../core/rpc/shell-contract.ts';
import { strings } from '../strings.ts';
import { Banner } from '../ui/banner.tsx';
import { Button } from '../ui/button.tsx';
import { type BigChoice, Choices } from '../ui/choices.tsx';
import { TextField } from '../ui/field.tsx';
import { Inline, Stack } from '../ui/layout.tsx';
import { Code, Text } from '../ui/text.tsx';
import { TickList } from '../ui/tick-list.tsx';
import { useStorage } from './use-storage.ts';

const words = strings.settings;

/** Where posts are kept: tried first, then used. */
export function StorageForm({ choice }: { readonly choice: StorageChoice }) {
  const [use, setUse] = useState(choice.use);
  const [connection, setConnection] = useState('');
  const storage = useStorage();
  const isKept = choice.account !== '';
  const isGiven = connection.trim() !== '' || isKept;
  const change = (text: string) => {
    setConnection(text);
    storage.forget();
  };
  return (
    <Stack gap={4}>
      {choice.fixed && <Banner tone="info">{words.fixed}</Banner>}
      <Choices
        label={words.where}
        choices={choicesOf(choice)}
        value={use}
        isDisabled={choice.fixed}
        onChange={(id) => {
          setUse(id);
          storage.forget();
        }}
      />
      {use === 'azure' && (
        <Stack gap={2}>
          {choice.use === 'azure' && isKept && <Text look="soft">{words.account(choice.account)}</Text>}
          {!choice.fixed && (
            <TextField
              label={words.connection}
              hint={words.connectionHint}
              type="password"
              value={connection}
              onChange={change}
              placeholder={isKept ? words.connectionKept(choice.account) : ''}
            />
          )}
          {!choice.fixed && <Text look="small">{words.secretText}</Text>}
        </Stack>
      )}
      {(use === 'azure' || choice.use === 'azure') && (
        <Actions
          use={use}
          choice={choice}
          isGiven={isGiven}
          storage={storage}
          connection={connection.trim()}
        />
      )}
      <div role="status">
        {storage.problem !== undefined && <Banner tone="danger">{storage.problem}</Banner>}
        {storage.ticks && <Ticks ticks={storage.ticks} />}
      </div>
      {!choice.fixed && use === 'azure' && <MoveHint />}
    </Stack>
  );
}

type ActionsProps = {
  readonly use: StorageChoice['use'];
  readonly choice: StorageChoice;
  readonly isGiven: boolean;
  readonly connection: string;
  readonly storage: ReturnType<typeof useStorage>;
};

function Actions({ use, choice, isGiven, connection, storage }: ActionsProps) {
  const { busy } = storage;
  const isNew = use !== choice.use || connection !== '';
  const guarded = (run: () => Promise<void>) => () =>
    void (isGiven || use === 'local' ? run() : storage.refuse(words.missing));
  return (
    <Inline gap={2} wrap>
      {use === 'azure' && (
        <Button isPending={busy === 'testing'} onPress={guarded(() => storage.test(connection))}>
          {busy === 'testing' ? words.testing : words.test}
        </Button>
      )}
      {!choice.fixed && isNew && (
        <Button
          look="primary"
          isPending={busy === 'switching'}
          onPress={guarded(() => storage.use(use, connection))}
        >
          {busy === 'switching' ? words.switching : use === 'local' ? words.useLocal : words.use}
        </Button>
      )}
    </Inline>
  );
}

function choicesOf(choice: StorageChoice): readonly BigChoice<StorageChoice['use']>[] {
  return (['local', 'azure'] as const).map((id) => ({
    id,
    label: words.uses[id],
    text: words.usesText[id],
    note: choice.use === id ? words.inUse : undefined,
  }));
}

function Ticks({ ticks }: { readonly ticks: readonly StorageTick[] }) {
  const shown = ticks.map(({ service, ok, problem }) => ({
    name: words.tickNames[service],
    isOk: ok,
    verdict: ok ? words.works : words.failed,
    text: ok ? words.tickDone[service] : problem,
  }));
  return <TickList label={words.ticks} ticks={shown} />;
}

function MoveHint() {
  return (
    <Text look="small">
      {words.move} <Code>{words.moveCommand}</Code>
    </Text>
  );
}
