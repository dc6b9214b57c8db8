import { useState } from 'react';
import { type NetworkView, PROXY_MODES, type ProxyMode } from '../../core/domain/network.ts';
import { ticksOf } from '../state/finding-ticks.ts';
import { useServices, useSession } from '../state/services.tsx';
import { strings } from '../strings.ts';
import { Banner } from '../ui/banner.tsx';
import { Button } from '../ui/button.tsx';
import { Card } from '../ui/card.tsx';
import { TextField } from '../ui/field.tsx';
import { Inline, Stack } from '../ui/layout.tsx';
import { Segmented } from '../ui/segmented.tsx';
import { Text } from '../ui/text.tsx';
import { TickList } from '../ui/tick-list.tsx';
import { useNetwork } from './use-network.ts';

const words = strings.network;

type Networking = ReturnType<typeof useNetwork>;

/** How Perch gets out: the proxy, whom it trusts, and a test of both. */
export function NetworkSettings() {
  const view = useSession((s) => s.shell?.network);
  const networking = useNetwork();
  if (!view) return null;
  const { busy, findings, problem, test } = networking;
  return (
    <Card>
      <Stack gap={4}>
        <ProxyPart key={`${view.mode} ${view.server} ${view.user}`} view={view} networking={networking} />
        <Authorities view={view} networking={networking} />
        <Inline>
          <Button isPending={busy === 'testing'} onPress={() => void test()}>
            {busy === 'testing' ? words.testing : words.test}
          </Button>
        </Inline>
        <div role="status">
          {problem !== undefined && <Banner tone="danger">{problem}</Banner>}
          {findings && <TickList label={words.result} ticks={ticksOf(findings)} />}
        </div>
      </Stack>
    </Card>
  );
}

type PartProps = { readonly view: NetworkView; readonly networking: Networking };

/** The first two apply at once; another proxy is used when its address is complete. */
function ProxyPart({ view, networking }: PartProps) {
  const { session } = useServices();
  const [mode, setMode] = useState<ProxyMode>(view.mode);
  const choose = (next: ProxyMode) => {
    setMode(next);
    if (next !== 'custom') void networking.change(() => session.shell().useProxy(next, '', '', ''));
  };
  return (
    <Stack gap={2}>
      <Text look="label">{words.proxy}</Text>
      <Segmented
        label={words.proxy}
        segments={PROXY_MODES.map((id) => ({ id, label: words.modes[id] }))}
        value={mode}
        onChange={choose}
      />
      <Text look="soft">{words.modesText[mode]}</Text>
      {mode === 'custom' && <Server view={view} networking={networking} />}
    </Stack>
  );
}

function Server({ view, networking }: PartProps) {
  const { session } = useServices();
  const [server, setServer] = useState(view.server);
  const [user, setUser] = useState(view.user);
  const [password, setPassword] = useState('');
  const use = () =>
    networking.change(() => session.shell().useProxy('custom', server, user, password), words.used);
  return (
    <Stack gap={2}>
      <TextField label={words.server} hint={words.serverHint} value={server} onChange={setServer} />
      <TextField label={words.user} hint={words.userHint} value={user} onChange={setUser} />
      <TextField
        label={words.password}
        type="password"
        value={password}
        onChange={setPassword}
        placeholder={view.hasPassword ? words.passwordKept : ''}
      />
      <Text look="small">{words.secretText}</Text>
      <Inline>
        <Button
          look="primary"
          isPending={networking.busy === 'changing'}
          isDisabled={server.trim() === ''}
          onPress={() => void use()}
        >
          {words.use}
        </Button>
      </Inline>
    </Stack>
  );
}

function Authorities({ view: { caFile, caProblem }, networking }: PartProps) {
  const { session } = useServices();
  const add = () => networking.change(() => session.shell().addCaFile(), words.added);
  const drop = () => networking.change(() => session.shell().dropCaFile(), words.dropped);
  return (
    <Stack gap={2}>
      <Text look="label">{words.authorities}</Text>
      <Text look="soft">{caFile === '' ? words.authoritiesText : words.alsoTrusted(caFile)}</Text>
      {caProblem !== undefined && <Banner tone="danger">{caProblem}</Banner>}
      <Inline gap={2} wrap>
        <Button onPress={() => void add()}>{caFile === '' ? words.add : words.replace}</Button>
        {caFile !== '' && (
          <Button look="quiet" onPress={() => void drop()}>
            {words.drop}
          </Button>
        )}
      </Inline>
    </Stack>
  );
}
