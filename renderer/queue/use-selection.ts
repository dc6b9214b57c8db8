import { useCallback, useMemo, useRef, useState } from 'react';
import type { PostView } from '../../core/domain/view.ts';
import type { QueueItem } from '../state/day-groups.ts';

export type Selection = {
  /** Only what is shown is selected: what a filter hides is never changed by accident. */
  readonly posts: readonly PostView[];
  readonly ids: ReadonlySet<string>;
  toggle(id: string): void;
  /** From the one that the selecting began with to this one. */
  extend(from: string, to: string): void;
  set(ids: Iterable<string>): void;
  all(): void;
  clear(): void;
};

const NONE: ReadonlySet<string> = new Set();

export function useSelection(items: readonly QueueItem[]): Selection {
  const [picked, setPicked] = useState<ReadonlySet<string>>(NONE);
  const anchor = useRef<string>(undefined);
  const latest = useRef(items);
  latest.current = items;
  const posts = useMemo(() => {
    if (picked.size === 0) return [];
    return items.flatMap((item) => (item.kind === 'post' && picked.has(item.key) ? [item.post] : []));
  }, [items, picked]);
  const ids = useMemo(() => (posts.length === 0 ? NONE : new Set(posts.map(({ id }) => id))), [posts]);

  const toggle = useCallback((id: string) => {
    anchor.current = id;
    setPicked((before) => {
      const next = new Set(before);
      if (!next.delete(id)) next.add(id);
      return next;
    });
  }, []);
  const extend = useCallback((from: string, to: string) => {
    anchor.current ??= from;
    setPicked(new Set(between(latest.current, anchor.current, to)));
  }, []);
  const set = useCallback((next: Iterable<string>) => setPicked(new Set(next)), []);
  const all = useCallback(
    () => setPicked(new Set(latest.current.flatMap(({ kind, key }) => (kind === 'post' ? [key] : [])))),
    [],
  );
  const clear = useCallback(() => {
    anchor.current = undefined;
    setPicked(NONE);
  }, []);
  return { posts, ids, toggle, extend, set, all, clear };
}

/** The posts from one to another, both with them, in whatever order they are given. */
function between(items: readonly QueueItem[], one: string, other: string): readonly string[] {
  const [a, b] = [one, other].map((key) => items.findIndex((item) => item.key === key));
  if (a === undefined || b === undefined || b < 0) return [];
  const from = a < 0 ? b : Math.min(a, b);
  return items.slice(from, Math.max(a, b) + 1).flatMap(({ kind, key }) => (kind === 'post' ? [key] : []));
}
