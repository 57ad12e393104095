import { listSentenceLanguages } from '../../src/speech/sentences';
import { planTransferHold, planWait } from '../../src/transfer/hold';
import { DEFAULT_MUSIC } from '../../src/twiml/hold-music';
import { planPerson } from '../../src/transfer/person';
import type { Conference } from '../../src/twilio/transfer-rest';
import {
  buildTransferUrls,
  parseTransferRound,
  type TransferRound,
} from '../../src/twilio/transfer-round';
import { buildVoiceTwiml } from '../../src/twiml/build-voice-twiml';
import { checkTwiml } from '../../sandbox/twilio/voice/check-twiml';
import { createFakeLog } from '../fakes/fake-log';
import { parametersOf, wordsOf } from '../flows/documents';
import { PERSON, tenantOf } from '../fakes/tenants';
import '../setup/runtime-globals';

const round: TransferRound = {
  callSid: `CA${'1'.repeat(32)}`,
  calledNumber: '+12025550101',
  destination: 'front-desk',
  conference: 'transfer-x',
  turn: 2,
  legSids: [`CA${'a'.repeat(32)}`, `CA${'b'.repeat(32)}`],
  endsAtSeconds: 1_790_000_000,
  summary: 'Jürgen & "Ann" + 1 = ? #?/\\',
  callerEnding: '43',
  transfers: 1,
};
const urls = buildTransferUrls('https://ours.example', round);
const transferOf = (hold?: { music: string } | { message: string }) => ({
  destinations: [
    {
      key: 'front-desk',
      description: 'x',
      numbers: [PERSON as never],
      ring: 'together' as const,
      ringSeconds: 20,
      callerId: 'caller' as const,
    },
  ],
  onFailure: 'assistant' as const,
  ...(hold === undefined ? {} : { hold }),
});

describe('a round', () => {
  it.each([
    ['hold', urls.hold],
    ['wait', urls.wait],
    ['again', urls.again({ loop: 3, over: 1 })],
    ['person', urls.person],
    ['accepted', urls.accepted(1)],
    ['joined', urls.joined],
    ['legStatus', urls.legStatus],
    ['conferenceStatus', urls.conferenceStatus],
    ['returned', urls.returned('busy')],
  ])('comes back out of its address: %s', (_name, url) => {
    expect(url).toMatch(/^https:\/\/ours\.example\/transfer\//);
    expect(parseTransferRound(parametersOf(url))).toEqual(round);
  });

  it.each([
    {},
    { legs: 'x,CA1', digits: '123', turn: '-1', until: 'soon' },
    { legs: ['a'], caller: 7, summary: null },
  ])('makes the best of %j', (event) => {
    expect(parseTransferRound(event)).toMatchObject({
      turn: 0,
      legSids: [],
      endsAtSeconds: 0,
      callerEnding: '',
    });
  });
});

const twimlOf = (verbs: Parameters<typeof planVerbs>[0]) => planVerbs(verbs);
const planVerbs = (verbs: ReturnType<typeof planTransferHold>) =>
  String(buildVoiceTwiml({ kind: 'verbs', verbs }));

const ask = async (
  tenant = tenantOf({ name: 'Linden & Co' }),
  parts: object = {},
  conference: Conference | undefined | Error = {
    participants: [{ callSid: round.callSid, label: 'caller-2' }],
  },
) => {
  const person = { callSid: 'CA9', round, digit: undefined, looks: 0, hasJoined: false };
  const { log } = createFakeLog();
  const findConference = () =>
    conference instanceof Error ? Promise.reject(conference) : Promise.resolve(conference);
  const status = 'digit' in parts || 'looks' in parts ? 'completed' : 'in-progress';
  const readCall = () => Promise.resolve({ status, answeredBy: '', from: '' });
  const rest = { findConference, readCall, raiseTimeLimit: () => Promise.resolve() };
  const all = { ...person, dialStatus: '', ...parts };
  const { verbs, outcome } = await planPerson(tenant, all, urls, { rest, log });
  return { twiml: twimlOf(verbs), outcome };
};

describe('what a person hears', () => {
  it.each(listSentenceLanguages())('names caller and summary in %s', async (language) => {
    const tenant = tenantOf({ name: 'Linden & Co', language });

    const withNumber = await ask(tenant);
    const withheld = await ask(tenant, { round: { ...round, callerEnding: '', summary: '' } });

    for (const { twiml } of [withNumber, withheld]) {
      expect(checkTwiml(twiml).problems).toEqual([]);
      expect(wordsOf(twiml)).not.toMatch(/[{}[\]]/);
      expect(wordsOf(twiml)).toContain('Linden & Co');
    }
    expect(wordsOf(withNumber.twiml)).toContain('4 3');
    expect(wordsOf(withNumber.twiml)).toContain(round.summary);
    expect(wordsOf(withheld.twiml)).not.toMatch(/\d \d/);
  });

  it.each([
    ['joining', { digit: '1' }, undefined],
    ['declined', { digit: '2' }, undefined],
    ['declined', { digit: '#' }, undefined],
    ['talked', { hasJoined: true, dialStatus: 'answered' }, undefined],
    ['too-late', { hasJoined: true, dialStatus: 'failed' }, undefined],
    ['caller-left', { digit: '1' }, { participants: [] }],
    ['too-late', { digit: '1' }, { participants: [{ callSid: 'x', label: 'person' }] }],
    ['joining', { digit: '1' }, new Error('Twilio fails')],
  ])('is %s after %j', async (outcome, parts, conference) => {
    const plan = await ask(undefined, parts, conference);

    expect(plan.outcome).toBe(outcome);
    expect(checkTwiml(plan.twiml).problems).toEqual([]);
  });
});

describe('what a waiting caller hears', () => {
  it('is taken to a conference of two, which ends with either', () => {
    const twiml = twimlOf(planTransferHold(round, urls));

    expect(checkTwiml(twiml).problems).toEqual([]);
    expect(twiml).toContain('participantLabel="caller-2"');
    expect(twiml).toContain('maxParticipants="2"');
    expect(twiml).toContain('endConferenceOnExit="true"');
  });

  it.each([
    [undefined, 'waiting', `/${DEFAULT_MUSIC.replace('.protected', '')}`],
    [{ music: 'jazz.protected.mp3' }, 'waiting', '/jazz.mp3'],
    [{ message: 'Hold on, {{businessName}} is coming.' }, 'over', 'Hold on, Linden is coming.'],
    [undefined, 'next', '<Pause'],
    [{ message: 'Hold on.' }, 'given-up', '<Pause'],
  ] as const)('with %j while %s: %s', (hold, state, text) => {
    const tenant = tenantOf({ name: 'Linden', transfer: transferOf(hold) });

    const twiml = twimlOf(
      planWait(tenant, { againUrl: urls.again({ loop: 1, over: undefined }), state }),
    );

    expect(twiml).toContain(text);
    expect(twiml).toMatch(/<Redirect method="POST">[^<]+<\/Redirect><\/Response>$/);
    expect(twiml).not.toContain('Dial');
  });
});
