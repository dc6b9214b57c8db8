import { useEffect, useState } from 'react';
import { acceleratorOf } from '../../core/domain/accelerator.ts';
import { ZOOMS } from '../../core/domain/zoom.ts';
import { useServices, useSession } from '../state/services.tsx';
import { strings } from '../strings.ts';
import { Banner } from '../ui/banner.tsx';
import { Button } from '../ui/button.tsx';
import { Card } from '../ui/card.tsx';
import { Inline, Stack } from '../ui/layout.tsx';
import { Select } from '../ui/select.tsx';
import { Switch } from '../ui/switch.tsx';
import { Text } from '../ui/text.tsx';
import { useApply } from './commit-field.tsx';

const words = strings.desktop;

/** Perch's place on the desktop: whether it starts with it, and the keys for a post in between. */
export function DesktopSettings() {
  const login = useSession((s) => s.shell?.login);
  const { session } = useServices();
  const apply = useApply();
  if (!login) return null;
  return (
    <Card>
      <Stack gap={2}>
        {login.canChange && (
          <Switch
            label={words.login}
            isOn={login.isOn}
            onChange={(isOn) => void apply(() => session.shell().setLogin(isOn))}
          />
        )}
        {login.note !== undefined && <Banner tone="info">{login.note}</Banner>}
        <QuickKeys />
      </Stack>
    </Card>
  );
}

/** Takes the next keys that are pressed, so that nobody has to know how they are written. */
function QuickKeys() {
  const { session } = useServices();
  const keys = useSession((s) => s.shell?.quickKeys ?? null);
  const problem = useSession((s) => s.shell?.quickKeysProblem);
  const [isRecording, setRecording] = useState(false);
  const apply = useApply();
  const set = (next: string | null) => void apply(() => session.shell().setQuickKeys(next));
  useRecording(isRecording, (next) => {
    setRecording(false);
    if (next !== undefined) set(next);
  });
  return (
    <Stack gap={1}>
      <Text look="label">{words.quickKeys}</Text>
      <Text look="soft">{words.quickKeysText}</Text>
      <Inline wrap>
        <Button size="s" onPress={() => setRecording(!isRecording)}>
          {isRecording ? words.pressKeys : (keys ?? words.chooseKeys)}
        </Button>
        {keys !== null && !isRecording && (
          <Button size="s" look="quiet" onPress={() => set(null)}>
            {words.noKeys}
          </Button>
        )}
      </Inline>
      {problem !== undefined && <Banner tone="warning">{problem}</Banner>}
    </Stack>
  );
}

/** Calls back with the keys, or with nothing when Escape is pressed; nothing else in the window gets them. */
function useRecording(isRecording: boolean, done: (keys: string | undefined) => void): void {
  useEffect(() => {
    if (!isRecording) return;
    const take = (event: KeyboardEvent) => {
      event.preventDefault();
      event.stopPropagation();
      const keys = acceleratorOf(event);
      if (keys !== undefined || event.key === 'Escape') done(keys);
    };
    window.addEventListener('keydown', take, true);
    return () => window.removeEventListener('keydown', take, true);
  });
}

/** How large everything is. */
export function ZoomSetting() {
  const { session } = useServices();
  const zoom = useSession((s) => s.shell?.zoom ?? 100);
  return (
    <Select
      label={words.zoom}
      choices={ZOOMS.map((percent) => ({ id: String(percent), label: `${percent} %` }))}
      value={String(zoom)}
      onChange={(percent) => void session.shell().setZoom(Number(percent))}
    />
  );
}
