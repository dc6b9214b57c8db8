import { useServices } from '../state/services.tsx';
import { useStore } from '../state/use-store.ts';
import { strings } from '../strings.ts';
import { Banner } from '../ui/banner.tsx';
import { Button } from '../ui/button.tsx';

const words = strings.queue;

/** Of a very long list only what is near is here; a search looks at all of it. */
export function PartBanner() {
  const { posts } = useServices();
  const isWhole = useStore(posts, (s) => s.isWhole);
  const held = useStore(posts, (s) => s.open.length + s.closed.length);
  if (isWhole) return null;
  return (
    <Banner
      tone="info"
      isPlain
      action={
        <Button size="s" onPress={posts.readMore}>
          {words.showMore}
        </Button>
      }
    >
      {words.partShown(held)}
    </Banner>
  );
}
