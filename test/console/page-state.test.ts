import { applyChange, emptyState, type State } from '../../console/page/state';
import type { CallMessage, HeardMessage, ServerMessage } from '../../console/protocol';

const call = (callId: string): CallMessage => ({
  type: 'call',
  callId,
  callSid: 'CA0',
  state: 'ringing',
  from: '+12025550143',
  to: '+12025550101',
  tenantId: 'riverside-dental',
  tenantName: 'Riverside Dental',
  startedAt: '2026-12-02T10:00:00Z',
  answeredAt: undefined,
  endedAt: undefined,
  end: undefined,
  faults: [],
  command: 'npm run call -- --to +12025550101',
});

const words = (id: string, text: string, phone: HeardMessage['phone'] = 'caller') =>
  ({
    type: 'heard',
    id,
    phone,
    sound: {
      kind: 'words',
      words: text,
      language: 'en-US',
      voice: undefined,
      speaker: 'twilio',
      durationMs: 500,
    },
  }) as const;

const sound = (id: string, kind: 'ringing' | 'quiet' | 'beep'): HeardMessage => ({
  type: 'heard',
  id,
  phone: 'caller',
  sound: { kind },
});

const step = (callId: string, title: string): ServerMessage => ({
  type: 'step',
  id: 's1',
  callId,
  atMs: 0,
  from: 'twilio',
  to: 'functions',
  title,
  request: undefined,
  response: undefined,
  isProblem: false,
});

const play = (messages: readonly ServerMessage[], from: State = emptyState) =>
  messages.reduce((state, message) => applyChange(state, { type: 'message', message }), from);

describe("the page's state", () => {
  it('has what is heard as captions, a lasting sound once and quiet not at all', () => {
    const { captions } = play([
      call('1'),
      sound('a', 'ringing'),
      sound('b', 'ringing'),
      words('c', 'Hello.'),
      sound('d', 'quiet'),
      sound('e', 'beep'),
    ]);

    expect(captions.map(({ words: text }) => text)).toEqual(['ringing', 'Hello.', 'beep']);
  });

  it('keeps what is said at one phone apart from the other', () => {
    const heard = play([call('1'), words('a', 'Press 1.', 'person-1')]);

    const state = applyChange(heard, { type: 'own-words', phone: 'person-1', words: 'presses 1' });

    expect(state.captions.map(({ phone, speaker }) => [phone, speaker])).toEqual([
      ['person-1', 'twilio'],
      ['person-1', 'own'],
    ]);
  });

  it('replaces a step by what is known of it later', () => {
    const { steps } = play([call('1'), step('1', 'asked'), step('1', 'answered')]);

    expect(steps.map((entry) => 'title' in entry && entry.title)).toEqual(['answered']);
  });

  it('forgets a call when the next one begins, and hears nothing more of it', () => {
    const {
      captions,
      steps,
      call: now,
    } = play([call('1'), words('a', 'Hello.'), step('1', 'asked'), call('2'), step('1', 'late')]);

    expect([captions, steps, now?.callId]).toEqual([[], [], '2']);
  });

  it('ends the call with the switchboard that it was in', () => {
    const { call: now, connection } = applyChange(play([call('1')]), {
      type: 'connection',
      connection: 'lost',
    });

    expect([connection, now?.state]).toEqual(['lost', 'ended']);
    expect(now?.end?.problems).toEqual(['The page has lost npm start.']);
  });

  it('says who is connected after the music', () => {
    const music: HeardMessage = { ...sound('a', 'beep'), sound: { kind: 'music', src: undefined } };
    const connected = { kind: 'connected', to: '+12025550181' } as const;

    const { captions } = play([call('1'), music, { ...music, id: 'b', sound: connected }]);

    expect(captions.at(-1)?.words).toBe('connected with +1 202 555 0181');
  });

  it('keeps a call when it changes', () => {
    const { captions, call: now } = play([
      call('1'),
      words('a', 'Hello.'),
      { ...call('1'), state: 'in-progress' },
    ]);

    expect([captions.length, now?.state]).toEqual([1, 'in-progress']);
  });
});
