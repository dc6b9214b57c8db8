import type { ReactNode } from 'react';
import type { ThemeChoice } from '../../core/rpc/shell-contract.ts';
import { useServices, useSession } from '../state/services.tsx';
import { strings } from '../strings.ts';
import { Banner } from '../ui/banner.tsx';
import { Button } from '../ui/button.tsx';
import { Card } from '../ui/card.tsx';
import { Page } from '../ui/frame.tsx';
import { Inline, Stack } from '../ui/layout.tsx';
import { Segmented } from '../ui/segmented.tsx';
import { Switch } from '../ui/switch.tsx';
import { Text } from '../ui/text.tsx';
import { CloseButton } from './close-button.tsx';
import { DesktopSettings, ZoomSetting } from './desktop-settings.tsx';
import { KeepAwake } from './keep-awake.tsx';
import { LateSettings } from './late-settings.tsx';
import { NetworkSettings } from './network-form.tsx';
import { NoticeSettings } from './notice-settings.tsx';
import { PostingPlans } from './posting-plans.tsx';
import { ProcessorSettingsList } from './processor-settings.tsx';
import { SpendSettings } from './spend-settings.tsx';
import { StorageForm } from './storage-form.tsx';
import { UpdateSettings } from './update-settings.tsx';

const words = strings.settings;
const THEMES: readonly ThemeChoice[] = ['system', 'light', 'dark'];

type SettingsProps = {
  /** About the keys on this computer. */
  readonly notes: ReactNode;
  /** The accounts, as they are shown. */
  readonly accounts: ReactNode;
  readonly onShowTransfer: () => void;
};

/** Everything that can be set. Nothing waits for a "Save": each change applies at once. */
export function SettingsScreen({ notes, accounts, onShowTransfer }: SettingsProps) {
  return (
    <Page>
      <Text as="h1" look="hero">
        {words.title}
      </Text>
      {notes}
      <Section title={strings.accounts.title} text={strings.accounts.text}>
        {accounts}
      </Section>
      <Section title={strings.posting.title} text={strings.posting.text}>
        <PostingPlans />
      </Section>
      <Section title={strings.limits.late} text={strings.limits.lateText}>
        <LateSettings />
      </Section>
      <Section title={strings.keepAwake.title}>
        <KeepAwake />
      </Section>
      <Section title={strings.limits.spending} text={strings.limits.spendingText}>
        <SpendSettings />
      </Section>
      <Section title={words.storage} text={words.storageText}>
        <StorageCard />
      </Section>
      <Section title={strings.desktop.title}>
        <DesktopSettings />
      </Section>
      <Section title={strings.closing.title}>
        <CloseButton />
      </Section>
      <Section title={strings.desktop.notices} text={strings.desktop.noticesText}>
        <NoticeSettings />
      </Section>
      <Section title={strings.network.title} text={strings.network.text}>
        <NetworkSettings />
      </Section>
      <Section title={words.files} text={words.filesText}>
        <Inline>
          <Button onPress={onShowTransfer}>{strings.transfer.title}</Button>
        </Inline>
      </Section>
      <Section title={words.processors} text={words.processorsText}>
        <ProcessorSettingsList />
      </Section>
      <Section title={words.writing}>
        <Writing />
      </Section>
      <Section title={strings.updates.title} text={strings.updates.text}>
        <UpdateSettings />
      </Section>
      <Section title={words.appearance}>
        <Appearance />
      </Section>
    </Page>
  );
}

type SectionProps = { readonly title: string; readonly text?: string; readonly children: ReactNode };

function Section({ title, text, children }: SectionProps) {
  return (
    <Stack gap={2} as="section" aria-label={title}>
      <Text as="h2" look="label">
        {title}
      </Text>
      {text !== undefined && <Text look="soft">{text}</Text>}
      {children}
    </Stack>
  );
}

/** The form begins anew with what is in use whenever that changes. */
export function StorageCard() {
  const choice = useSession((s) => s.shell?.storage);
  const isDemo = useSession((s) => s.shell?.demo !== undefined);
  if (!choice) return null;
  if (isDemo) return <Banner tone="info">{strings.demo.settings}</Banner>;
  return (
    <Card>
      <StorageForm key={`${choice.use} ${choice.account}`} choice={choice} />
    </Card>
  );
}

function Writing() {
  const { session } = useServices();
  const isOn = useSession((s) => s.shell?.spelling ?? false);
  return (
    <Card>
      <Stack gap={1}>
        <Switch label={words.spelling} isOn={isOn} onChange={(on) => void session.shell().setSpelling(on)} />
        <Text look="soft">{words.spellingText}</Text>
      </Stack>
    </Card>
  );
}

function Appearance() {
  const { session } = useServices();
  const theme = useSession((s) => s.shell?.theme ?? 'system');
  const segments = THEMES.map((id) => ({ id, label: strings.themes[id] }));
  return (
    <Card>
      <Stack gap={1}>
        <Text look="label">{words.theme}</Text>
        <Segmented
          label={words.theme}
          segments={segments}
          value={theme}
          onChange={(id) => void session.shell().setTheme(id)}
        />
        <ZoomSetting />
      </Stack>
    </Card>
  );
}
