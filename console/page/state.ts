import type {
  CallMessage,
  HeardMessage,
  LogMessage,
  PersonMessage,
  PhoneId,
  ServerMessage,
  StepMessage,
  WorldMessage,
} from '../protocol';
import { formatNumber } from './format';

/** What a phone's captions show: what it hears, and what is said and pressed there. */
export interface Caption {
  readonly id: string;
  readonly phone: PhoneId;
  readonly speaker: 'twilio' | 'assistant' | 'caller' | 'person' | 'sound' | 'own';
  readonly words: string;
  readonly language?: string;
}

export interface LogEntry extends LogMessage {
  readonly id: string;
}

export interface State {
  readonly connection: 'connecting' | 'open' | 'lost';
  readonly world: WorldMessage | undefined;
  readonly call: CallMessage | undefined;
  readonly people: readonly PersonMessage[];
  readonly captions: readonly Caption[];
  readonly steps: readonly StepMessage[];
  readonly log: readonly LogEntry[];
  readonly error: string | undefined;
}

/** Everything that changes the state. */
export type Change =
  | { readonly type: 'message'; readonly message: ServerMessage }
  | { readonly type: 'connection'; readonly connection: State['connection'] }
  | { readonly type: 'own-words'; readonly phone: PhoneId; readonly words: string }
  | { readonly type: 'problem'; readonly text: string | undefined };

export const emptyState: State = {
  connection: 'connecting',
  world: undefined,
  call: undefined,
  people: [],
  captions: [],
  steps: [],
  log: [],
  error: undefined,
};

export function applyChange(state: State, change: Change): State {
  switch (change.type) {
    case 'message':
      return applyMessage(state, change.message);
    case 'connection':
      return change.connection === 'lost' ? loseSwitchboard(state) : { ...state, ...change };
    case 'own-words': {
      const id = `own-${state.captions.length}`;
      const caption = { id, phone: change.phone, speaker: 'own', words: change.words } as const;
      return { ...state, captions: [...state.captions, caption] };
    }
    case 'problem':
      return { ...state, error: change.text };
  }
}

/** A call of the sandbox ends with it; one through Twilio has a connection of its own. */
function loseSwitchboard(state: State): State {
  const lost = { ...state, connection: 'lost' } as const;
  const { call } = state;
  if (state.world?.mode === 'deployed' || call === undefined || call.state === 'ended') return lost;
  const end = { status: 'failed', sentences: [], problems: ['The page has lost npm start.'] };
  return { ...lost, people: [], call: { ...call, state: 'ended', faults: [], end } };
}

function applyMessage(state: State, message: ServerMessage): State {
  switch (message.type) {
    case 'world':
      return { ...state, world: message };
    case 'call':
      return applyCall(state, message);
    case 'person':
      return { ...state, people: replace(state.people, message, ({ phone }) => phone) };
    case 'heard':
      return { ...state, captions: addHeard(state.captions, message) };
    case 'step':
      return isOfOther(state, message.callId)
        ? state
        : { ...state, steps: replace(state.steps, message, ({ id }) => id) };
    case 'log': {
      if (message.callId !== undefined && isOfOther(state, message.callId)) return state;
      const entry = { ...message, id: `log-${state.log.length}` };
      return { ...state, log: [...state.log, entry] };
    }
    case 'error':
      return { ...state, error: message.text };
    case 'audio':
    case 'ladder':
      return state;
  }
}

/** A page has one call at a time, and what belongs to the one before leaves with it. */
function applyCall(state: State, call: CallMessage): State {
  const isSame = state.call?.callId === call.callId;
  if (isSame) return { ...state, call };
  const people = state.people.filter(({ callId }) => callId === call.callId);
  return { ...state, call, people, captions: [], steps: [], log: [] };
}

function isOfOther(state: State, callId: string): boolean {
  return state.call !== undefined && state.call.callId !== callId;
}

/** Returns the list with an item in the place of the one with the same key, or at the end. */
function replace<T>(list: readonly T[], item: T, keyOf: (item: T) => string): T[] {
  const at = list.findIndex((other) => keyOf(other) === keyOf(item));
  return at === -1 ? [...list, item] : list.with(at, item);
}

function addHeard(
  captions: readonly Caption[],
  { id, phone, sound }: HeardMessage,
): readonly Caption[] {
  switch (sound.kind) {
    case 'words': {
      const { words, speaker, language } = sound;
      return [...captions, { id, phone, speaker, words, language }];
    }
    case 'quiet':
      return captions;
    case 'connected': {
      const words = `connected with ${formatNumber(sound.to)}`;
      return [...captions, { id, phone, speaker: 'sound', words }];
    }
    case 'music':
    case 'ringing':
    case 'beep':
    case 'busy':
    case 'not-in-service': {
      const words = SOUNDS[sound.kind];
      const last = captions.findLast((caption) => caption.phone === phone);
      if (last?.speaker === 'sound' && last.words === words) return captions;
      return [...captions, { id, phone, speaker: 'sound', words }];
    }
  }
}

const SOUNDS = {
  music: 'hold music',
  ringing: 'ringing',
  beep: 'beep',
  busy: 'busy tone',
  'not-in-service': 'the number is not in service',
} as const;
