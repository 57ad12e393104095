import { createContext } from 'preact';
import { useContext } from 'preact/hooks';
import type { PageMessage, PhoneId } from '../protocol';
import type { Ear } from './audio/ear';
import type { State } from './state';

/** What every part of the page knows and can do. */
export interface Console {
  readonly state: State;
  readonly ear: Ear;
  readonly send: (message: PageMessage) => void;
  /** Says words at a phone, and shows them there. */
  readonly say: (phone: PhoneId, words: string) => void;
  readonly press: (phone: PhoneId, keys: string) => void;
  /** Shows what cannot be done, or takes that away. */
  readonly showProblem: (text: string | undefined) => void;
}

export const ConsoleContext = createContext<Console | undefined>(undefined);

export function useConsole(): Console {
  const found = useContext(ConsoleContext);
  if (!found) throw new Error('outside of the console');
  return found;
}
