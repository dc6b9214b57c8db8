/** What Perch takes: the types that X shows, recognised by their bytes. */
export const MEDIA_TYPES = [
  'image/jpeg',
  'image/png',
  'image/webp',
  'image/gif',
  'video/mp4',
  'video/quicktime',
] as const;
export type MediaType = (typeof MEDIA_TYPES)[number];

/** A picture, an animation or a video of a part. Its bytes are in the content store, under `hash`. */
export type Media = {
  /** SHA-256 of the bytes, hex. */
  readonly hash: string;
  readonly type: MediaType;
  /** Bytes. */
  readonly size: number;
  /** Pixels. */
  readonly width?: number;
  readonly height?: number;
  readonly durationMs?: number;
  /** What it shows, in words, for those who cannot see it; '' : none. */
  readonly alt: string;
  /** Of the file it came from. */
  readonly name: string;
};

/** Nothing but the media, with its properties in one order. */
export function mediaOf({ hash, type, size, width, height, durationMs, alt, name }: Media): Media {
  return {
    hash,
    type,
    size,
    ...(width !== undefined && { width }),
    ...(height !== undefined && { height }),
    ...(durationMs !== undefined && { durationMs }),
    alt,
    name,
  };
}
