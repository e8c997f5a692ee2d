/** What a reader finds again when they come back: how far down they were, the link that they had opened, and what they had sought. */
import { useLayoutEffect } from 'react';

interface Kept {
  /** Of this place in the browser's history. */
  readonly key?: string;
  readonly sought?: unknown;
}

interface Left {
  readonly top: number;
  /** The address that had the focus. */
  readonly link: string | undefined;
}

const left = new Map<string, Left>();
/** Rows that are longer in coming are not waited for. */
const MOST_MS = 3_000;

/** Call it where the screens change; `hash` is the place that is shown. */
export function useKeptPlace(hash: string): void {
  // Before anything is painted, so that what a shorter page does to the scroll bar is not taken for the reader.
  // biome-ignore lint/correctness/useExhaustiveDependencies: a place of its own for each address
  useLayoutEffect(() => {
    const known = keptNow().key;
    const key = known ?? crypto.randomUUID();
    if (known === undefined) history.replaceState({ ...keptNow(), key }, '');
    const before = left.get(key);
    const stop = before === undefined || before.top === 0 ? undefined : goBackTo(before);
    const keep = () => left.set(key, { top: scrollY, link: linkWithFocus() });
    const options = { passive: true };
    addEventListener('scroll', keep, options);
    addEventListener('focusin', keep, options);
    return () => {
      stop?.();
      removeEventListener('scroll', keep);
      removeEventListener('focusin', keep);
    };
  }, [hash]);
}

/** What was kept of this place by `keepSought`. */
export function soughtHere(): unknown {
  return keptNow().sought;
}

export function keepSought(sought: unknown): void {
  history.replaceState({ ...keptNow(), sought }, '');
}

function keptNow(): Kept {
  return (history.state as Kept | null) ?? {};
}

function linkWithFocus(): string | undefined {
  return document.activeElement?.getAttribute('href') ?? undefined;
}

/** As soon as the page is long enough again; returns what gives it up. */
function goBackTo({ top, link }: Left): () => void {
  const observer = new ResizeObserver(reach);
  const timer = setTimeout(stop, MOST_MS);
  // The body is as tall as the window, whatever it holds.
  observer.observe(document.querySelector('.after')!);
  return stop;

  function reach(): void {
    if (document.documentElement.scrollHeight - innerHeight < top) return;
    stop();
    const same = [...document.querySelectorAll<HTMLAnchorElement>('main a')];
    same.find((one) => one.getAttribute('href') === link)?.focus({ preventScroll: true });
    scrollTo(0, top);
  }

  function stop(): void {
    observer.disconnect();
    clearTimeout(timer);
  }
}
