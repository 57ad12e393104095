import type { CallFacts } from '../../src/call-record/call-facts';
import { joinRecord } from '../../src/call-record/join-record';

const facts: CallFacts = {
  ...{ callSid: 'CA1', tenantId: 'riverside-dental', language: 'en-US', parts: [] },
  ...{ arePartsKnown: true, call: undefined, caller: undefined, chosen: ['summary'] },
  vapiCalls: new Map(),
};
const recordWith = (summary: string) =>
  joinRecord({ ...facts, vapiCalls: new Map([['1', { report: { summary }, isEnded: true }]]) });

describe('the transfers in a record', () => {
  it('are in the order in which they began, also where one has no end', () => {
    const part = (name: string, transfers: number, rest: object = {}) =>
      ({
        name,
        atMs: transfers,
        tenantId: 'a',
        facts: { transfers, destination: `d${transfers}`, ...rest },
      }) as const;
    const joined = part('transfer_conference', 1, { conferenceEvent: 'participant-join' });
    const returned = { ...part('transfer_returned', 2), outcome: 'busy' };

    const { transfers } = joinRecord({ ...facts, parts: [joined, returned] });

    expect(transfers).toEqual([
      { destination: 'd1', outcome: 'accepted' },
      { destination: 'd2', outcome: 'busy' },
    ]);
  });
});

describe('a leg of ours that comes back', () => {
  it('is nobody whom the business has missed', () => {
    const own = { name: 'incoming_call', atMs: 1, tenantId: 'a', outcome: 'own-leg', facts: {} };

    expect(joinRecord({ ...facts, parts: [own] })).toMatchObject({
      ...{ outcome: 'rejected', missed: false },
    });
  });
});

describe('the summary in a record', () => {
  it('ends at 4,000 characters, and no character is cut in half', () => {
    const { summary } = recordWith(`x${'😀'.repeat(3_000)}`);

    expect(summary).toHaveLength(3_999);
    expect(JSON.stringify(summary)).not.toMatch(/\\ud83d/);
  });
});
