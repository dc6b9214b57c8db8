import type { PartContent } from '../domain/content.ts';
import { plain } from '../domain/escape.ts';
import { kindOf, type Media } from '../domain/media.ts';
import { MINUTE } from '../domain/time.ts';
import { showDuration } from './duration.ts';
import { oneLine } from './format.ts';

/** What a part holds besides its text, a line each. */
export function contentLines({ media = [], poll, quote, after }: PartContent): readonly string[] {
  return [
    ...media.map(mediaLine),
    ...(poll
      ? [
          `poll: ${poll.options.map((each) => oneLine(each)).join(' | ')}, open ${showDuration(poll.minutes * MINUTE)}`,
        ]
      : []),
    ...(quote === undefined ? [] : [`quotes https://x.com/i/status/${quote}`]),
    ...(after === undefined ? [] : [`follows ${showDuration(after)} after the part before it`]),
  ];
}

function mediaLine(media: Media): string {
  const { name, width, height, size, alt } = media;
  const pixels = width === undefined || height === undefined ? '' : `, ${width} x ${height}`;
  const kind = { image: 'picture', gif: 'GIF', video: 'video' }[kindOf(media)];
  const shows = alt === '' ? 'no description' : plain(alt).replace(/\s+/g, ' ');
  return `${kind}: ${oneLine(name, 40)}${pixels}, ${kilobytes(size)} (${shows})`;
}

const kilobytes = (size: number): string =>
  size < 1_000_000 ? `${Math.ceil(size / 1_000)} KB` : `${(size / 1_000_000).toFixed(1)} MB`;
