import { type ReactNode, useEffect, useRef } from 'react';
import styles from './quick-frame.module.css';
import { Unseen } from './text.tsx';

type QuickFrameProps = {
  readonly title: string;
  /** How high the window should be for all of it to be seen, px: at first and whenever that changes. */
  readonly onHeight: (height: number) => void;
  readonly children: ReactNode;
};

/** The whole of a small window that is as high as what is in it. */
export function QuickFrame({ title, onHeight, children }: QuickFrameProps) {
  const content = useRef<HTMLElement>(null);
  useEffect(() => {
    const element = content.current;
    if (!element) return;
    const observer = new ResizeObserver(() => onHeight(Math.ceil(element.getBoundingClientRect().height)));
    observer.observe(element);
    return () => observer.disconnect();
  }, [onHeight]);
  return (
    <div className={styles['frame']}>
      <main ref={content}>
        <Unseen as="h1">{title}</Unseen>
        {children}
      </main>
    </div>
  );
}
