import { useState } from 'react';
import type { DraftIntent } from '../core/domain/intent.ts';
import { ActivityScreen } from './activity/activity-screen.tsx';
import { CalendarScreen } from './calendar/calendar-screen.tsx';
import { Composer } from './compose/composer.tsx';
import { useNewPost } from './compose/use-new-post.ts';
import { HealthScreen } from './health/health-screen.tsx';
import { PostDialogs } from './post/post-dialogs.tsx';
import { AwayBanner } from './queue/away-banner.tsx';
import { QueuePane } from './queue/queue-pane.tsx';
import { SettingsScreen, StorageCard } from './settings/settings-screen.tsx';
import { CheatSheet } from './shell/cheat-sheet.tsx';
import { CommandPalette } from './shell/command-palette.tsx';
import { ErrorBoundary } from './shell/error-boundary.tsx';
import { goToPart } from './shell/parts.ts';
import { usePause } from './shell/pause-button.tsx';
import { type Screen, SideRail } from './shell/side-rail.tsx';
import { StatusStrip } from './shell/status-strip.tsx';
import { Toasts } from './shell/toasts.tsx';
import { TrayHint } from './shell/tray-hint.tsx';
import { useIntents } from './shell/use-intents.ts';
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
  const welcome = <Welcome storage={<StorageCard />} onImport={() => setFirst('transfer')} />;
  return (
    <>
      <ErrorBoundary>{started ? <Screens first={first} /> : welcome}</ErrorBoundary>
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
  const openHelp = () => setOver('help');
  const openPalette = () => setOver('palette');
  const begin = (draft?: DraftIntent) => {
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
  const commands = useScreenCommands({ compose, setScreen, openHelp, openPalette });
  useShortcuts(commands);
  useIntents({
    compose: begin,
    openPost: (post) => setOver({ post }),
    show: (wanted) => {
      if (wanted === 'attention') showAttention();
      else setScreen(wanted === 'queue' ? 'posts' : wanted);
    },
  });
  const rail = (
    <SideRail
      screen={screen}
      onScreen={setScreen}
      onCompose={compose}
      onHelp={openHelp}
      onPalette={openPalette}
    />
  );
  return (
    <Frame rail={rail} strip={<StatusStrip />} notice={<TrayHint />}>
      <ErrorBoundary key={screen}>
        {screen === 'health' && (
          <HealthScreen onShowAttention={showAttention} onShowSettings={() => setScreen('settings')} />
        )}
        {screen === 'activity' && <ActivityScreen />}
        {screen === 'transfer' && <TransferScreen onShowQueue={() => setScreen('posts')} />}
        {screen === 'calendar' && (
          <CalendarScreen
            notice={<AwayBanner onShowHealth={() => setScreen('health')} />}
            onComposer={showComposer}
            onNew={compose}
          />
        )}
        {screen === 'settings' && <SettingsScreen />}
        {screen === 'posts' && (
          <TwoPanes title={strings.nav.posts}>
            <Composer />
            <QueuePane filter={filter} onFilter={setFilter} onShowHealth={() => setScreen('health')} />
          </TwoPanes>
        )}
      </ErrorBoundary>
      <Overlay over={over} commands={commands} onOver={setOver} />
    </Frame>
  );
}

/** What is shown over the screens. */
type Over = 'help' | 'palette' | { readonly post: string };

type OverlayProps = {
  readonly over: Over | undefined;
  readonly commands: ShortcutHandlers;
  readonly onOver: (over: Over | undefined) => void;
};

function Overlay({ over, commands, onOver }: OverlayProps) {
  const close = () => onOver(undefined);
  if (over === undefined) return null;
  if (over === 'help') return <CheatSheet onClose={close} />;
  if (over === 'palette')
    return <CommandPalette commands={commands} onOpenPost={(post) => onOver({ post })} onClose={close} />;
  return <PostDialogs opened={{ kind: 'details', id: over.post }} onClose={close} />;
}

type ScreenActions = {
  readonly compose: () => void;
  readonly setScreen: (screen: Screen) => void;
  readonly openHelp: () => void;
  readonly openPalette: () => void;
};

/** What can be done from everywhere, by its shortcut or by its name. */
function useScreenCommands({ compose, setScreen, openHelp, openPalette }: ScreenActions): ShortcutHandlers {
  const { undo, session } = useServices();
  const pause = usePause();
  return {
    palette: openPalette,
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
    help: openHelp,
  };
}
