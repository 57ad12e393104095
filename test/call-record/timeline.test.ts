import type { CallFacts } from '../../src/call-record/call-facts';
import { joinRecord } from '../../src/call-record/join-record';
import type { Part } from '../../src/call-record/part';
import type { PartFacts } from '../../src/twilio/part-facts';
import { parseCaller } from '../../src/phone/caller';
import { CALLER, OWN } from '../fakes/tenants';

const SID = `RE${'1'.repeat(32)}`;

const part = (name: string, facts: PartFacts, rest: Partial<Part> = {}): Part => ({
  ...{ name, atMs: 20_000, tenantId: 'riverside-dental', facts },
  ...rest,
});

type Report = Partial<
  CallFacts['vapiCalls'] extends ReadonlyMap<string, infer Known> ? Known : never
>['report'];

const recordOf = (parts: readonly Part[], rest: Partial<CallFacts> = {}) =>
  joinRecord({
    ...{ callSid: 'CA1', tenantId: 'riverside-dental', language: 'en-US', parts },
    ...{ arePartsKnown: true, call: undefined, caller: undefined, chosen: [] },
    vapiCalls: new Map(),
    ...rest,
  });
const vapi = (report: NonNullable<Report>, isEnded = true) => ({
  vapiCalls: new Map([['1', { report, isEnded }]]),
});

const connected = part('incoming_call', {}, { outcome: 'assistant', atMs: 1_000 });
const fallback = part('incoming_call', {}, { outcome: 'server-error', atMs: 1_000 });
const closed = { endedReason: 'call.start.error-get-phone-number' };

describe('a call at Vapi', () => {
  it.each([
    ['that began', { startedAt: '2026-11-30T09:30:00Z' }, 'assistant'],
    ['of whose talk only the length is known', { talkSeconds: 3, ...closed }, 'assistant'],
    ['of which nothing is known', {}, 'assistant'],
    ['that ended and never began', closed, 'nobody'],
    ['that ended after no second', { talkSeconds: 0, ...closed }, 'nobody'],
  ])('%s is a talk with %s', (_case, report, answeredBy) => {
    expect(recordOf([connected], vapi(report)).answeredBy).toBe(answeredBy);
  });

  it('that ended and never began makes the caller of a fallback one who was missed', () => {
    expect(recordOf([fallback], vapi(closed))).toMatchObject({ outcome: 'fallback', missed: true });
  });
});

describe('the seconds of talks', () => {
  const began = { startedAt: '2026-11-30T09:30:00Z' };

  it('are not known where those of one talk are not', () => {
    const two = [{ ...began, talkSeconds: 5 }, began].map(
      (report, index) => [`${index}`, { report, isEnded: true }] as const,
    );

    expect(recordOf([connected], { vapiCalls: new Map(two) }).assistantSeconds).toBeNull();
  });

  it('with people begin when somebody answered, and ringing ends there', () => {
    const rung = part('incoming_call', {}, { outcome: 'people-rung', atMs: 1_000 });
    const facts = { dialStatus: 'completed', isBridged: true, dialSeconds: 9 };

    const record = recordOf([rung, part('front_door', facts, { outcome: 'people-answered' })]);

    expect(record).toMatchObject({ personSeconds: 9, ringSeconds: 10, answeredBy: 'person' });
  });

  it('put who talked in the order in which they began', () => {
    const facts = { dialStatus: 'completed', isBridged: true, dialSeconds: 15 };
    const startedAt = new Date(8_000).toISOString();

    const { answeredBy, outcome } = recordOf([part('fallback', facts)], vapi({ startedAt }));

    expect([answeredBy, outcome]).toEqual(['person', 'assistant']);
  });
});

describe('the wait in the queue', () => {
  it('is the longest stay', () => {
    const stays = [33, 4].map((waitedSeconds) => part('queue_left', { waitedSeconds }));

    expect(recordOf(stays).waitSeconds).toBe(33);
  });
});

describe('a call that nobody answered, of which only the end is known', () => {
  it.each([
    ['no-answer', 'caller-left', true],
    ['canceled', 'caller-left', true],
    ['busy', 'rejected', false],
    ['failed', 'unknown', false],
    ['completed', 'unknown', false],
  ])('and was %s is %s', (callStatus, outcome, missed) => {
    expect(recordOf([part('call_status', { callStatus })])).toMatchObject({ outcome, missed });
  });
});

describe('a message', () => {
  const taken = (recordingSeconds: number) =>
    part('voicemail_recorded', { recordingSid: SID, recordingSeconds }, { outcome: 'recorded' });
  const reported = (recordingStatus: string) =>
    part('voicemail_recording', { recordingSid: SID, recordingStatus });

  it.each([
    ['that is ready', [taken(4), reported('completed')], 'message', []],
    ['that is not ready yet', [taken(4)], 'message', ['recording']],
    ['that Twilio has lost', [taken(4), reported('absent')], 'fallback', []],
    ['of a second is silence', [taken(1), reported('completed')], 'fallback', []],
    ['of two seconds', [taken(2), reported('completed')], 'message', []],
  ])('%s', (_case, parts, outcome, missing) => {
    const record = recordOf([fallback, ...parts]);

    expect(record.outcome).toBe(outcome);
    expect(record.missing.filter((name) => name === 'recording')).toEqual(missing);
  });
});

describe('what is missing', () => {
  const began = { startedAt: '2026-11-30T09:30:00Z' };
  const report = part('vapi_report', { vapiCallId: '1' });
  const recorded = { ...connected, isRecorded: true };
  const chosen = ['summary'] as const;

  it.each<[string, readonly Part[], Partial<CallFacts>, readonly string[]]>([
    ['a summary that is not written', [connected], { chosen, ...vapi(began) }, ['vapi-analysis']],
    ['a summary that Vapi reported none of', [connected, report], { chosen, ...vapi(began) }, []],
    ['a summary of no talk', [connected], { chosen, ...vapi(closed) }, []],
    ['a call at Vapi that is not over', [connected], vapi(began, false), ['vapi-call']],
    ['a recording of the call', [recorded], {}, ['recording']],
    ['a recording that has ended', [recorded, part('recording_status', {})], {}, []],
    ['all notes but the end', [part('call_status', { callStatus: 'completed' })], {}, ['parts']],
  ])('knows %s', (_case, parts, rest, missing) => {
    const found = recordOf(parts, rest).missing.filter((name) => name !== 'twilio-call');

    expect(found).toEqual(missing);
  });
});

describe('a callback', () => {
  it('has the caller as caller, although we called', () => {
    const times = { isOver: true, startedAtMs: 0, endedAtMs: 1, seconds: 1, price: undefined };
    const call = { from: OWN, to: CALLER, isOutbound: true, ...times };

    const record = recordOf([], { call, caller: parseCaller(CALLER) });

    expect(record).toMatchObject({ calledNumber: OWN, callerNumber: CALLER, isCallback: true });
  });
});
