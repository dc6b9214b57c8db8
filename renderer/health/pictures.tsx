import { useMemo } from 'react';
import { LAST, lateness, postsPerDay } from '../state/pictures.ts';
import { useServices, useSession, useToday } from '../state/services.tsx';
import { RECENT } from '../state/session-snapshot.ts';
import { useStore } from '../state/use-store.ts';
import { strings } from '../strings.ts';
import { type Bar, Bars } from '../ui/bars.tsx';
import { Card } from '../ui/card.tsx';
import { Grid, Stack } from '../ui/layout.tsx';
import { Text } from '../ui/text.tsx';
import { SpendingCard } from './spending-card.tsx';

const words = strings.machinery;

/** What a person would rather look at than read; each says in words what it shows. */
export function Pictures({ onShowSettings }: { readonly onShowSettings: () => void }) {
  const { posts } = useServices();
  const { open, closed } = useStore(posts, (s) => s);
  const all = useMemo(() => [...open, ...closed], [open, closed]);
  return (
    <Grid>
      <Days posts={all} />
      <Lateness posts={all} />
      <StorageTimes />
      <SpendingCard onShowSettings={onShowSettings} />
    </Grid>
  );
}

type PostsProps = { readonly posts: Parameters<typeof postsPerDay>[0] };

function Days({ posts }: PostsProps) {
  const today = useToday();
  const days = useMemo(() => postsPerDay(posts, today), [posts, today]);
  const bars = days.map(({ day, count }): Bar => {
    const tone = day === today ? 'now' : day < today ? 'past' : 'ahead';
    return { key: String(day), value: count, tone };
  });
  const sum = (isMeant: (day: number) => boolean): number =>
    days.filter(({ day }) => isMeant(day)).reduce((total, { count }) => total + count, 0);
  const text = words.days(
    sum((day) => day < today),
    sum((day) => day === today),
    sum((day) => day > today),
  );
  return <Picture title={words.daysTitle} text={text} bars={bars} />;
}

function Lateness({ posts }: PostsProps) {
  const late = useMemo(() => lateness(posts), [posts]);
  const bars = late.map(
    (ms, i): Bar => ({ key: String(i), value: ms, tone: ms > 60_000 ? 'warning' : 'ahead' }),
  );
  const [middle = 0] = late.toSorted((a, b) => a - b).slice(Math.floor(late.length / 2));
  const text = late.length === 0 ? words.noLateness : words.lateness(late.length, middle, Math.max(...late));
  return <Picture title={words.latenessTitle} text={text} bars={bars} places={LAST} />;
}

function StorageTimes() {
  const recent = useSession((s) => s.recent);
  const times = recent.flatMap(({ storageMs }) => (storageMs === null ? [] : [storageMs]));
  const bars = times.map((ms, i): Bar => ({ key: String(i), value: ms, tone: 'ahead' }));
  const last = times.at(-1);
  const text = last === undefined ? words.noStorageTimes : words.storageTimes(last, Math.max(...times));
  return <Picture title={words.storageTitle} text={text} bars={bars} places={RECENT} />;
}

type PictureProps = {
  readonly title: string;
  readonly text: string;
  readonly bars: readonly Bar[];
  readonly places?: number;
};

function Picture({ title, text, bars, places = 1 }: PictureProps) {
  return (
    <Card aria-label={title}>
      <Stack gap={2}>
        <Text as="h3" look="label">
          {title}
        </Text>
        {bars.length > 0 && <Bars label={text} bars={bars} places={places} />}
        <Text look="small">{text}</Text>
      </Stack>
    </Card>
  );
}
