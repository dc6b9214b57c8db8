import type { ReactNode, Ref } from 'react';
import { Button } from 'react-aria-components/Button';
import { cx } from './cx.ts';
import styles from './frame.module.css';
import { Hint } from './hint.tsx';
import type { Chord } from './keys.ts';
import { Unseen } from './text.tsx';

type FrameProps = {
  readonly rail: ReactNode;
  readonly strip: ReactNode;
  /** Said once, above the screen. */
  readonly notice: ReactNode;
  readonly children: ReactNode;
};

/** The window: rail at the left, strip at the top, a screen in the rest. */
export function Frame({ rail, strip, notice, children }: FrameProps) {
  return (
    <div className={styles['frame']}>
      {rail}
      <div className={styles['main']}>
        {strip}
        <aside className={styles['notice']}>{notice}</aside>
        <main className={styles['content']}>{children}</main>
      </div>
    </div>
  );
}

type RailProps = {
  readonly label: string;
  readonly brand: ReactNode;
  readonly children: ReactNode;
  readonly foot: ReactNode;
};

export function Rail({ label, brand, children, foot }: RailProps) {
  return (
    <nav className={styles['rail']} aria-label={label} data-part>
      <div className={styles['brand']}>{brand}</div>
      {children}
      <div className={styles['foot']}>{foot}</div>
    </nav>
  );
}

type RailButtonProps = {
  readonly label: string;
  readonly icon: ReactNode;
  readonly chord?: Chord;
  readonly count?: number | undefined;
  readonly isCurrent?: boolean;
  readonly isPrimary?: boolean;
  readonly onPress?: () => void;
};

/** A place to go to; in a narrow window only its icon is seen. */
export function RailButton({ label, icon, chord, count, isCurrent, isPrimary, onPress }: RailButtonProps) {
  const button = (
    <Button
      className={cx(styles['item'], isCurrent && styles['current'], isPrimary && styles['primary'])}
      {...(isCurrent && { 'aria-current': 'page' as const })}
      {...(onPress && { onPress })}
    >
      {icon}
      <span className={styles['words']}>{label}</span>
      {count !== undefined && count > 0 && <span className={styles['badge']}>{count}</span>}
    </Button>
  );
  return (
    <Hint label={label} {...(chord !== undefined && { chord })}>
      {button}
    </Hint>
  );
}

/** What is always true at a glance. */
export function Strip({
  label,
  children,
  end,
}: {
  readonly label: string;
  readonly children: ReactNode;
  readonly end: ReactNode;
}) {
  return (
    <section className={styles['strip']} aria-label={label} data-part>
      <div className={styles['facts']}>{children}</div>
      {end}
    </section>
  );
}

/** Two panes beside each other: the first for doing, the second for looking. */
export function TwoPanes({ title, children }: { readonly title: string; readonly children: ReactNode }) {
  return (
    <div className={styles['panes']}>
      <Unseen as="h1">{title}</Unseen>
      {children}
    </div>
  );
}

type PaneProps = {
  readonly label: string;
  readonly look?: 'surface' | 'canvas';
  readonly head?: ReactNode;
  readonly foot?: ReactNode;
  /** The children scroll by themselves. */
  readonly isFilled?: boolean;
  readonly ref?: Ref<HTMLElement>;
  readonly children: ReactNode;
};

/** A part of a screen with its own head, its own foot and scrolling between them. */
export function Pane({ label, look = 'canvas', head, foot, isFilled, ref, children }: PaneProps) {
  return (
    <section ref={ref} className={cx(styles['pane'], styles[look])} aria-label={label} data-part>
      {head !== undefined && <div className={styles['head']}>{head}</div>}
      <div className={isFilled ? styles['fill'] : styles['body']}>{children}</div>
      {foot !== undefined && <div className={styles['footer']}>{foot}</div>}
    </section>
  );
}

type PageProps = { readonly as?: 'div' | 'main'; readonly children: ReactNode; readonly isCentred?: boolean };

/** A whole screen in the middle of the window, no wider than is good to read. */
export function Page({ as: Tag = 'div', children, isCentred }: PageProps) {
  return (
    <Tag className={styles['scroll']} data-part>
      <div className={cx(styles['page'], isCentred && styles['centred'])}>{children}</div>
    </Tag>
  );
}

/** Seen only while the rail has room for words. */
export function RailWord({ children }: { readonly children: ReactNode }) {
  return <span className={styles['words']}>{children}</span>;
}
