import { Clapperboard, Image } from 'lucide-react';
import type { ReactNode } from 'react';
import { cx } from './cx.ts';
import styles from './picture.module.css';
import { Text } from './text.tsx';

export type PictureKind = 'image' | 'gif' | 'video';

type PictureProps = {
  readonly kind: PictureKind;
  /** Absent: it is not there to be shown. */
  readonly src: string | undefined;
  /** '' where what is around it says it. */
  readonly alt: string;
  /** All of it is shown, instead of filling its place. */
  readonly isWhole?: boolean;
};

/** A picture, or the first moment of a video, in the place that it is given. */
export function Picture({ kind, src, alt, isWhole }: PictureProps) {
  const Icon = kind === 'video' ? Clapperboard : Image;
  return (
    <span className={cx(styles['picture'], isWhole && styles['whole'])}>
      {src === undefined || kind === 'video' ? (
        <Icon size={22} aria-hidden className={styles['icon']} />
      ) : null}
      {src !== undefined && kind !== 'video' && <img src={src} alt={alt} draggable={false} />}
      {src !== undefined && kind === 'video' && (
        // A moment after the beginning is rarely black. It is a poster: it never plays, so it has nothing to caption.
        <video src={`${src}#t=0.1`} preload="metadata" muted aria-hidden tabIndex={-1} />
      )}
      {kind === 'gif' && <span className={styles['badge']}>GIF</span>}
    </span>
  );
}

type ThumbRowProps = { readonly picture: ReactNode; readonly title: string; readonly text: string };

/** A small picture with its name and what it shows. */
export function ThumbRow({ picture, title, text }: ThumbRowProps) {
  return (
    <div className={styles['row']}>
      <span className={styles['thumb']}>{picture}</span>
      <span className={styles['words']}>
        <Text>{title}</Text>
        <Text look="small">{text}</Text>
      </span>
    </div>
  );
}

/** A place for a picture that is looked at. */
export function PictureFrame({ children }: { readonly children: ReactNode }) {
  return <div className={styles['frame']}>{children}</div>;
}
