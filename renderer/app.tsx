import { type ComponentProps, useState } from 'react';
import type { LinkedDraft } from '../core/domain/deep-link.ts';
import type { WindowRequest } from '../core/rpc/shell-contract.ts';
import { AccountsSection } from './accounts/accounts-section.tsx';
import { SignIn } from './accounts/sign-in.tsx';
import { ActivityScreen } from './activity/activity-screen.tsx';
import { CalendarScreen } from './calendar/calendar-screen.tsx';
import { Composer } from './compose/composer.tsx';
import { useNewPost } from './compose/use-new-post.ts';
import { HealthScreen } from './health/health-screen.tsx';
import { PostDialogs } from './post/post-dialogs.tsx';
import { AwayBanner } from './queue/away-banner.tsx';
import { QueuePane } from './queue/queue-pane.tsx';
import { SecretsNotes } from './secrets/secrets-notes.tsx';
import { SecretsQuestion } from './secrets/secrets-question.tsx';
import { SettingsScreen, StorageCard } from './settings/settings-screen.tsx';
import { CheatSheet } from './shell/cheat-sheet.tsx';
import { CommandPalette } from './shell/command-palette.tsx';
import { ErrorBoundary } from './shell/error-boundary.tsx';
import { LoginHint } from './shell/login-hint.tsx';
import { goToPart } from './shell/parts.ts';
import { usePause } from './shell/pause-button.tsx';
import { type Screen, SideRail } from './shell/side-rail.tsx';
import { StatusStrip } from './shell/status-strip.tsx';
import { Toasts } from './shell/toasts.tsx';
import { TrayHint } from './shell/tray-hint.tsx';
import { UpdateBanner } from './shell/update-banner.tsx';
import { useWindowRequests } from './shell/use-window-requests.ts';
import type { Filter } from './state/day-groups.ts';
import { useKeptPlan } from './state/kept-plan.ts';
import { useServices, useSession } from './state/services.tsx';
import { strings } from './strings.ts';
import { TransferScreen } from './transfer/transfer-screen.tsx';
import { Frame, TwoPanes } from './ui/frame.tsx';
import { type ShortcutHandlers, useShortcuts } from './use-shortcuts.ts';
import { useTheme } from './use-theme.ts';
import { Welcome } from './welcome/welcome.tsx';

/** The window: the welcome until a person has chosen how to start, then the screens. */
export function App() {
  useTheme();
  const started = useSession((s) => s.shell?.started);
  const [first, setFirst] = useState<Screen>('posts');
  useKeptPlan();
  if (started === undefined) return null;
  const welcome = (
    <Welcome
      storage={<StorageCard />}
      signIn={<SignIn account={null} isFirst />}
      onImport={() => setFirst('transfer')}
    />
  );
  return (
    <>
      <ErrorBoundary>{started ? <Screens first={first} /> : welcome}</ErrorBoundary>
      <SecretsQuestion />
      <Toasts />
    </>
  );
}

function Screens({ first }: { readonly first: Screen }) {
  const { compositions } = useServices();
  const newPost = useNewPost();
  const [screen, setScreen] = useState<Screen>(first);
  const [filter, setFilter] = useState<Filter>('all');
  const [over, setOver] = useState<Over>();
  const show = (name: Screen) => () => setScreen(name);
  const begin = (draft?: LinkedDraft) => {
    setScreen('posts');
    newPost(draft);
  };
  const compose = () => begin();
  const showComposer = () => {
    setScreen('posts');
    compositions.requestFocus();
  };
  const showAttention = () => {
    setFilter('attention');
    setScreen('posts');
  };
  const commands = useScreenCommands({ compose, setScreen, setOver });
  useShortcuts(commands);
  const ask = useWindowRequests({
    compose: begin,
    show: setScreen,
    showAttention,
    openPost: (post) => setOver({ post }),
  });
  const queue = { filter, onFilter: setFilter, onShowHealth: show('health'), onImport: show('transfer') };
  const rail = (
    <SideRail
      screen={screen}
      onScreen={setScreen}
      onCompose={compose}
      onHelp={() => setOver('help')}
      onPalette={() => setOver('palette')}
    />
  );
  return (
    <Frame rail={rail} strip={<StatusStrip />} notice={<Hints />}>
      <ErrorBoundary key={screen}>
        {screen === 'health' && <Health onShowAttention={showAttention} onShowSettings={show('settings')} />}
        {screen === 'activity' && <ActivityScreen />}
        {screen === 'transfer' && <TransferScreen onShowQueue={show('posts')} />}
        {screen === 'calendar' && (
          <CalendarScreen
            notice={<AwayBanner onShowHealth={show('health')} />}
            onComposer={showComposer}
            onNew={compose}
          />
        )}
        {screen === 'settings' && <Settings onShowTransfer={show('transfer')} />}
        {screen === 'posts' && <PostsScreen {...queue} />}
      </ErrorBoundary>
      <Overlay over={over} commands={commands} ask={ask} onOver={setOver} />
    </Frame>
  );
}

/** One at a time, besides a newer Perch. */
function Hints() {
  const isTrayDue = useSession((s) => s.shell?.tray && !s.shell.trayHintSeen);
  return (
    <>
      <UpdateBanner />
      {isTrayDue ? <TrayHint /> : <LoginHint />}
    </>
  );
}

function PostsScreen(props: ComponentProps<typeof QueuePane>) {
  return (
    <TwoPanes title={strings.nav.posts}>
      <Composer />
      <QueuePane {...props} />
    </TwoPanes>
  );
}

const Health = (props: Omit<ComponentProps<typeof HealthScreen>, 'notes'>) => (
  <HealthScreen {...props} notes={<SecretsNotes />} />
);

/** What is shown over the screens. */
type Over = 'help' | 'palette' | { readonly post: string };

type OverlayProps = {
  readonly over: Over | undefined;
  readonly commands: ShortcutHandlers;
  readonly ask: (request: WindowRequest) => void;
  readonly onOver: (over: Over | undefined) => void;
};

function Overlay({ over, commands, ask, onOver }: OverlayProps) {
  const close = () => onOver(undefined);
  if (over === undefined) return null;
  if (over === 'help') return <CheatSheet onClose={close} />;
  if (over === 'palette')
    return (
      <CommandPalette commands={commands} ask={ask} onOpenPost={(post) => onOver({ post })} onClose={close} />
    );
  return <PostDialogs opened={{ kind: 'details', id: over.post }} onClose={close} />;
}

type ScreenActions = {
  readonly compose: () => void;
  readonly setScreen: (screen: Screen) => void;
  readonly setOver: (over: Over) => void;
};

/** What can be done from everywhere, by its shortcut or by its name. */
function useScreenCommands({ compose, setScreen, setOver }: ScreenActions): ShortcutHandlers {
  const { undo, session } = useServices();
  const pause = usePause();
  return {
    palette: () => setOver('palette'),
    newPost: compose,
    showPosts: () => setScreen('posts'),
    showCalendar: () => setScreen('calendar'),
    showActivity: () => setScreen('activity'),
    showHealth: () => setScreen('health'),
    showTransfer: () => setScreen('transfer'),
    showSettings: () => setScreen('settings'),
    pause: () => pause(session.get().overview?.health.status === 'paused' ? null : 'forever'),
    nextPart: () => goToPart(1),
    previousPart: () => goToPart(-1),
    undo: () => void undo.undo(),
    redo: () => void undo.redo(),
    help: () => setOver('help'),
  };
}

function Settings({ onShowTransfer }: { readonly onShowTransfer: () => void }) {
  return (
    <SettingsScreen notes={<SecretsNotes />} accounts={<AccountsSection />} onShowTransfer={onShowTransfer} />
  );
}
