import {
  layOut,
  type Row,
  shortenTitle,
  summariseAnswer,
} from '../../../console/page/ladder/layout';
import { tokenise } from '../../../console/page/ladder/tokens';
import type { StepMessage } from '../../../console/protocol';

const step = (fields: Partial<StepMessage>): StepMessage => ({
  type: 'step',
  id: 's',
  callId: 'c',
  atMs: 0,
  from: 'twilio',
  to: 'functions',
  title: 'POST /incoming-call',
  request: { method: 'POST', url: '/incoming-call', form: {}, json: undefined },
  response: undefined,
  isProblem: false,
  ...fields,
});

const TWIML = `<?xml version="1.0" encoding="UTF-8"?>
<Response>
  <Say language="en-US">Hello.</Say>
  <Connect action="/stream-ended">
    <Stream url="wss://localhost"/>
  </Connect>
</Response>`;

const twiml = (body: string, ms = 90) => ({ status: 200, format: 'twiml', body, ms }) as const;

/** Returns a row in short: what, at which lane, over how many, in which direction. */
const show = (row: Row) => {
  switch (row.kind) {
    case 'log':
      return `log ${row.entry.message}`;
    case 'note':
      return `note ${row.left}`;
    case 'request':
    case 'answer':
      return `${row.kind} ${row.step.id} ${row.left}+${row.span} ${row.points}`;
  }
};

describe('the ladder', () => {
  it('has what happens between a request and its answer between them', () => {
    const asked = step({ id: 'asked', atMs: 10, response: twiml(TWIML) });
    const created = step({
      id: 'created',
      atMs: 30,
      from: 'functions',
      to: 'vapi',
      response: { status: 201, format: 'json', body: '{}', ms: 40 },
    });
    const entry = { type: 'log', id: 'l', callId: 'c', atMs: 75, level: 'info' } as const;

    const rows = layOut([asked, created], [{ ...entry, message: 'created', json: '{}' }]);

    expect(rows.map(show)).toEqual([
      'request asked 1+2 right',
      'request created 2+2 right',
      'answer created 2+2 left',
      'log created',
      'answer asked 1+2 left',
    ]);
  });

  it('has no answer before it comes, and none to what asks nothing', () => {
    const asked = step({ id: 'asked' });
    const rings = step({ id: 'rings', to: 'person', request: undefined });
    const heard = step({ id: 'heard', from: 'vapi', to: 'caller', request: undefined });

    expect(layOut([asked, rings, heard], []).map(show)).toEqual([
      'request asked 1+2 right',
      'request rings 1+4 right',
      'request heard 0+4 left',
    ]);
  });

  it('has one place for what happens at a single lane', () => {
    expect(layOut([step({ from: 'functions' })], []).map(show)).toEqual(['note 2']);
  });

  it.each([
    ['its verbs', twiml(TWIML), '200 Say, Connect'],
    ['its status alone', { ...twiml('{}'), format: 'json' } as const, '200'],
    ['that it never came', { ...twiml('', 8_000), status: 0 }, 'no answer'],
  ])('says of an answer %s', (_what, response, words) => {
    expect(summariseAnswer(step({ response }))).toBe(words);
  });
});

describe('the title of a step', () => {
  it.each([
    ['[assistant] Hello.', '“Hello.”'],
    ['[de-DE] Guten Tag.', '“Guten Tag.”'],
    ['[Twilio] beep', 'beep'],
    ['[hold] /hold-music.wav', 'hold music'],
    ['[person] +12025550181 talks', '+12025550181 talks'],
    [
      `DELETE /2010-04-01/Accounts/AC${'0'.repeat(32)}/Recordings/RE${'a1'.repeat(16)}.json`,
      'DELETE /Recordings/RE….json',
    ],
    ['POST /incoming-call', 'POST /incoming-call'],
  ])('of %s is short', (title, short) => {
    expect(shortenTitle({ title, from: 'twilio' })).toBe(short);
  });

  it('names the caller who does something', () => {
    expect(shortenTitle({ title: 'has hung up', from: 'caller' })).toBe('the caller has hung up');
  });
});

describe('the colours of a document', () => {
  const kinds = (text: string, format: 'twiml' | 'json') =>
    tokenise(text, format)
      .filter(({ kind }) => kind !== 'text')
      .map(({ kind, text: piece }) => `${kind} ${piece}`);

  it('tell names, attributes and values apart', () => {
    expect(kinds('<Say voice="Polly">Hi</Say>', 'twiml')).toEqual([
      'name <Say',
      'attribute voice',
      'value "Polly"',
      'name >',
      'name </Say',
      'name >',
    ]);
    expect(kinds('{"a": "b\\"", "c": 12}', 'json')).toEqual([
      'attribute "a"',
      'value "b\\""',
      'attribute "c"',
      'value 12',
    ]);
  });

  it('lose nothing of it', () => {
    const join = (format: 'twiml' | 'json' | 'text') =>
      tokenise(TWIML, format)
        .map(({ text }) => text)
        .join('');

    expect([join('twiml'), join('json'), join('text')]).toEqual([TWIML, TWIML, TWIML]);
  });
});
