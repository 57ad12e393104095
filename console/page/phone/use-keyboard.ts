import type { RefObject } from 'preact';
import { useEffect, useRef } from 'preact/hooks';

interface KeyboardActions {
  readonly onKey: (key: string) => void;
  readonly onCall: () => void;
  readonly onHangUp: () => void;
}

/** What has a use of its own for keys. */
const TAKES_KEYS = 'input, textarea, select, [contenteditable]';
const TAKES_ENTER = 'button, a, summary';

/** Lets the keyboard press the phone's keys while the focus is in the phone, or nowhere. */
export function useKeyboard(phone: RefObject<HTMLElement | null>, actions: KeyboardActions): void {
  const latest = useRef(actions);
  latest.current = actions;
  useEffect(() => {
    const onKeyDown = (event: KeyboardEvent) => {
      const target = event.target as Element;
      if (event.ctrlKey || event.metaKey || event.altKey) return;
      if (target !== document.body && !phone.current?.contains(target)) return;
      if (event.key === 'Escape') latest.current.onHangUp();
      else if (event.key === 'Enter') {
        const isSearch = target.matches('[type=search], [type=radio]');
        if (isSearch || !target.matches(`${TAKES_KEYS}, ${TAKES_ENTER}`)) latest.current.onCall();
      } else if (/^[0-9*#]$/.test(event.key) && !target.matches(TAKES_KEYS)) {
        latest.current.onKey(event.key);
      }
    };
    document.addEventListener('keydown', onKeyDown);
    return () => document.removeEventListener('keydown', onKeyDown);
  }, []);
}
