import { useSession } from '../state/services.tsx';
import { clockIn, localZone } from '../state/when-words.ts';
import { strings } from '../strings.ts';
import { Card } from '../ui/card.tsx';
import { Stack } from '../ui/layout.tsx';
import { Text } from '../ui/text.tsx';

const words = strings.mishaps;

/** What ended by itself since Perch was started; nothing when nothing did. */
export function Mishaps() {
  const mishaps = useSession((s) => s.shell?.mishaps);
  if (!mishaps || mishaps.length === 0) return null;
  return (
    <Card aria-label={words.title}>
      <Stack gap={2}>
        <Text look="label">{words.title}</Text>
        <Text look="soft">{words.text}</Text>
        {mishaps.map(({ at, what }) => (
          <Text key={`${at} ${what}`}>
            {clockIn(at, localZone())} {words.what[what]}
          </Text>
        ))}
      </Stack>
    </Card>
  );
}
