import type { Part } from '../../src/call-record/part';
import type { SettleServices } from '../../src/call-record/settle';
import {
  VAPI_CALL,
  TENANT,
  partOf,
  END,
  FALLBACK,
  REPORT,
  settleWorld,
  ENDED,
  REPORTED_TALK,
  REPORTED,
} from './settle-world';

describe('the end of a call', () => {
  it('makes a record although the call left more parts than are read', async () => {
    const { request, keep, sent, entries } = settleWorld();
    for (let atMs = 0; atMs < 60; atMs += 1) {
      keep(`front_door.${atMs}`, { parts: [{ ...FALLBACK, atMs }] });
    }

    await request(END);

    expect(sent).toMatchObject([{ record: { outcome: 'fallback', totalSeconds: 30 } }]);
    expect(entries.filter(({ event }) => event === 'bound.met')).toHaveLength(1);
  });

  it('reads no more calls at Vapi than a phone call can have, our own among them', async () => {
    const readReport = jest.fn(() => Promise.resolve({ problem: "another caller's" }));
    const { request, keep } = settleWorld({ readReport });
    for (let index = 10; index < 40; index += 1) {
      const vapiCallId = `3f0c5e0a-58c1-4a6e-9d5b-0d3f7a1b2c${index}`;
      keep(`vapi_report.${index}`, { parts: [partOf('vapi_report', { vapiCallId }, { atMs: 0 })] });
    }
    keep('stream_status.1', { parts: [partOf('stream_status', { vapiCallId: VAPI_CALL })] });

    await request(END);

    const ids = new Set((readReport.mock.calls as unknown[][]).map(([id]) => id));
    expect([ids.size, ids.has(VAPI_CALL)]).toEqual([6, true]);
  });

  it('is not that of a callback whose phone still rings', async () => {
    const { request, sent } = settleWorld();
    const name = 'queue_callback_status';

    await request(partOf(name, { callStatus: 'ringing' }));
    const sentEarly = [...sent];
    await request(partOf(name, { callStatus: 'no-answer' }));

    expect([sentEarly, sent.map(({ type }) => type)]).toEqual([[], ['call.completed']]);
  });

  it('is of the tenant whose call it was when it began, in whatever order parts are kept', async () => {
    const { request, keep, sent } = settleWorld();
    keep('assistant_ended.1', {
      parts: [partOf('assistant_ended', {}, { tenantId: 'b', atMs: 2 })],
    });
    keep('incoming_call.1', { parts: [{ ...FALLBACK, atMs: 1 }] });

    await request({ ...END, tenantId: 'b' });

    expect(sent).toMatchObject([{ record: { tenantId: TENANT.id, outcome: 'fallback' } }]);
  });

  it('asks Twilio and Vapi nothing more once a whole record is sent', async () => {
    const { request, keep, sent } = settleWorld();
    keep('incoming_call.1', { parts: [FALLBACK] });
    await request(END);
    const readEndedCall = jest.fn(() => Promise.resolve(ENDED));

    await request(REPORT, { readEndedCall });

    expect([readEndedCall.mock.calls, sent.length]).toEqual([[], 1]);
  });

  it('makes no final record where nothing else is known yet', async () => {
    const { request, sent } = settleWorld(REPORTED);

    await request(END);
    await request(REPORT);

    expect(sent.map(({ type, record }) => [type, record.outcome, record.missing])).toEqual([
      ['call.completed', 'unknown', ['parts']],
      ['call.amended', 'assistant', []],
    ]);
  });

  it('misses nobody whose message comes just after it', async () => {
    const { request, keep, sent } = settleWorld();
    keep('incoming_call.1', { parts: [FALLBACK] });
    const recordingSid = `RE${'1'.repeat(32)}`;
    const facts = { recordingSid, recordingSeconds: 4 };
    const message = { parts: [partOf('voicemail_recorded', facts)] };
    let leftMs = 7_000;
    const sleep = (ms: number) =>
      Promise.resolve(keep('voicemail_recorded.1', message)).then(() => (leftMs -= ms));

    await request(END, { sleep, remainingMs: () => leftMs });

    expect(sent).toMatchObject([{ record: { outcome: 'message', missed: false } }]);
  });

  it('takes parts of no known shape for none', async () => {
    const { request, keep, sent } = settleWorld();
    const shapes = [null, 7, 'x', { parts: 7 }, { parts: [null, [], { name: 'x'.repeat(99) }] }];
    shapes.forEach((data, index) => keep(`front_door.${index}`, data));
    keep('front_door.9', JSON.parse('{"parts":[{"__proto__":{"name":"x"},"atMs":"1"}]}'));
    keep('incoming_call.1', { parts: [{ ...FALLBACK, outcome: '<b>', door: 7 }, FALLBACK] });

    await request(END);

    expect(sent).toMatchObject([{ record: { tenantId: TENANT.id, outcome: 'fallback' } }]);
  });
});

describe('parts that came more than once', () => {
  it('are one: two callbacks of a stream carry the same', async () => {
    const { request, keep, sent } = settleWorld();
    const rung = partOf('incoming_call', {}, { outcome: 'people-rung', isRinging: true });
    const carried = partOf(
      'front_door',
      { dialStatus: 'no-answer', isBridged: false },
      { atMs: 13_000, outcome: 'assistant' },
    );
    keep('incoming_call.1', { parts: [rung] });
    for (const streamEvent of ['stream-started', 'stream-stopped']) {
      keep(`stream_status.${streamEvent}`, {
        parts: [carried, partOf('stream_status', { streamEvent, vapiCallId: VAPI_CALL })],
      });
    }

    await request(END, REPORTED);

    expect(sent).toMatchObject([{ record: { ringSeconds: 12, outcome: 'assistant' } }]);
  });
});

describe('ringing of which nothing tells how it went', () => {
  const rung = partOf('incoming_call', {}, { outcome: 'people-rung', isRinging: true });
  const inFallback = partOf('incoming_call', {}, { outcome: 'server-error', isRinging: true });

  it.each([
    ['before the assistant', rung],
    ['in a fallback', inFallback],
  ])('makes nobody missed: somebody may have talked (%s)', async (_case, part) => {
    const { request, keep, sent } = settleWorld();
    keep('incoming_call.1', { parts: [part] });

    await request(END);

    expect(sent).toMatchObject([
      { record: { outcome: 'unknown', missed: false, missing: ['parts'] } },
    ]);
  });

  it('is waited for, and amends the record', async () => {
    const { request, keep, sent } = settleWorld();
    keep('incoming_call.1', { parts: [rung] });
    const facts = { dialStatus: 'completed', isBridged: true, dialSeconds: 9 };

    await request(END);
    keep('front_door.1', {
      parts: [partOf('front_door', facts, { atMs: 8_000, outcome: 'people-answered' })],
    });
    await request(partOf('recording_status', { recordingStatus: 'absent' }));

    expect(sent.map(({ type, record }) => [type, record.outcome, record.personSeconds])).toEqual([
      ['call.completed', 'unknown', null],
      ['call.amended', 'person', 9],
    ]);
  });
});

describe('what the vendors do not show', () => {
  const fails = () => Promise.reject(new Error('down'));

  it('leaves one warning each, however often a request looks', async () => {
    const { request, keep, entries } = settleWorld();
    keep('vapi_report.0', { parts: [partOf('stream_status', { vapiCallId: VAPI_CALL })] });

    await request(END, { readEndedCall: fails });

    const warnings = entries.filter(({ event }) => /unread$/.test(String(event)));
    expect(warnings.map(({ event }) => event).sort()).toEqual([
      'call_record.call_unread',
      'vapi.call_unread',
    ]);
  });

  it('is asked of both at once', async () => {
    const { request, keep, sent } = settleWorld();
    keep('stream_status.1', { parts: [partOf('stream_status', { vapiCallId: VAPI_CALL })] });
    let begin: (() => void)[] = [];
    const bothBegin = new Promise<void>((resolve) => {
      begin = [() => undefined, resolve];
    });
    const whenBoth = <T>(value: T) => {
      begin.shift()?.();
      return bothBegin.then(() => value);
    };

    await request(END, {
      readEndedCall: () => whenBoth(ENDED),
      readReport: () => whenBoth({ isEnded: true, report: REPORTED_TALK }),
    });

    expect(sent).toMatchObject([{ type: 'call.completed', record: { missing: [] } }]);
  });
});

describe('a record that lacked something', () => {
  const talk = { parts: [partOf('stream_status', { vapiCallId: VAPI_CALL })] };

  it('is not amended while something is missing', async () => {
    const { request, keep, sent } = settleWorld();
    keep('stream_status.1', talk);

    await request(END);
    await request(partOf('recording_status', { recordingStatus: 'absent' }));

    expect(sent.map(({ type, record }) => [type, record.missing])).toEqual([
      ['call.completed', ['vapi-call']],
    ]);
  });

  it('is not amended where nobody knows what was sent', async () => {
    const { request, keep, sent, entries } = settleWorld();
    keep('stream_status.1', talk);

    await request(END, { keepSent: () => Promise.reject(new Error('down')) });
    await request(REPORT, REPORTED);

    expect(sent.map(({ type }) => type)).toEqual(['call.completed']);
    expect(entries.map(({ event }) => event)).toContain('call_record.sent_unkept');
  });
});

/** Lets a request begin to send, and a second one come before it is done. */
async function settleTogether(world: ReturnType<typeof settleWorld>, second: Part): Promise<void> {
  const { request, sent } = world;
  let arrive: () => void = () => undefined;
  const arrived = new Promise<void>((resolve) => (arrive = resolve));
  const isSlow: SettleServices['sendRecord'] = async (record, _tenant, type) => {
    sent.push({ type, record });
    await arrived;
    return true;
  };
  const first = request(END, { sendRecord: isSlow });
  while (sent.length === 0) await new Promise(setImmediate);
  const other = request(second);
  arrive();
  await Promise.all([first, other]);
}

describe('two requests at once', () => {
  it('send one record, and an amendment by the one that knows more', async () => {
    const world = settleWorld(REPORTED);

    await settleTogether(world, REPORT);

    expect(world.sent.map(({ type }) => type)).toEqual(['call.completed', 'call.amended']);
    expect(world.texted).toHaveLength(1);
  });

  it('amend no record that lacked nothing', async () => {
    const world = settleWorld(REPORTED);
    world.keep('vapi_report.0', { parts: [REPORT] });

    await settleTogether(world, END);

    expect(world.sent.map(({ type, record }) => [type, record.missing])).toEqual([
      ['call.completed', []],
    ]);
  });
});

describe("a tenant's server that is down", () => {
  it('costs callers no text, and causes no second one', async () => {
    const { request, keep, texted, sent } = settleWorld();
    keep('incoming_call.1', { parts: [FALLBACK] });

    const first = await request(END, { sendRecord: () => Promise.resolve(false) });
    const textedFirst = [...texted];
    const again = await request(END);

    expect([first, again]).toEqual(['again', 'done']);
    expect(textedFirst).toMatchObject([{ missed: true }]);
    expect([texted, sent]).toEqual([textedFirst, [expect.anything()]]);
  });
});
