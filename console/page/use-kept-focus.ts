import type { RefObject } from 'preact';
import { useEffect, useRef } from 'preact/hooks';

/**
 * Moves the focus to an element when what had it is gone because of a change: the keyboard would
 * begin at the top of the page again. The element needs `tabindex="-1"`.
 */
export function useKeptFocus(place: RefObject<HTMLElement | null>, change: unknown): void {
  const isFirst = useRef(true);
  useEffect(() => {
    if (!isFirst.current && document.activeElement === document.body) place.current?.focus();
    isFirst.current = false;
  }, [change]);
}
