import { type MediaRecord, mediaKeyOf } from './media.ts';
import { type Rendered, shortLink, type UrlEntity } from './transform.ts';

/** What X puts behind a text: the link to the post's own media, or to the post that it quotes. */
export type Appended = {
  readonly username: string;
  readonly media: readonly Pick<MediaRecord, 'id' | 'category'>[];
  /** With the name of its author. */
  readonly quoted: { readonly id: string; readonly username: string } | undefined;
};

/** All media of a post share one link, which is an entity once for each of them. */
export function appendLinks(id: string, rendered: Rendered, { username, media, quoted }: Appended): Rendered {
  const [first] = media;
  if (first) {
    const kind = first.category === 'tweet_video' ? 'video' : 'photo';
    const target = `https://twitter.com/${username}/status/${id}/${kind}/1`;
    const url = shortLink(id, target);
    const display = `pic.twitter.com/${url.slice(-10)}`;
    return append(
      rendered,
      url,
      media.map((one) => ({ expanded_url: target, display_url: display, media_key: mediaKeyOf(one) })),
    );
  }
  if (!quoted) return rendered;
  const target = `https://twitter.com/${quoted.username}/status/${quoted.id}`;
  return append(rendered, shortLink(id, target), [
    { expanded_url: target, display_url: `twitter.com/${quoted.username}/st…` },
  ]);
}

type Target = Pick<UrlEntity, 'expanded_url' | 'display_url' | 'media_key'>;

function append({ text, urls }: Rendered, url: string, targets: readonly Target[]): Rendered {
  const gap = text === '' ? '' : ' ';
  const start = [...text].length + gap.length;
  const end = start + url.length;
  return {
    text: `${text}${gap}${url}`,
    urls: [...urls, ...targets.map((target) => ({ start, end, url, ...target }))],
  };
}
