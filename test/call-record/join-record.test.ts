import type { CallFacts } from '../../src/call-record/call-facts';
import { joinRecord } from '../../src/call-record/join-record';

const facts: CallFacts = {
  ...{ callSid: 'CA1', tenantId: 'riverside-dental', language: 'en-US', parts: [] },
  ...{ arePartsKnown: true, call: undefined, caller: undefined, chosen: ['summary'] },
  vapiCalls: new Map(),
};
const recordWith = (summary: string) =>
  joinRecord({ ...facts, vapiCalls: new Map([['1', { report: { summary }, isEnded: true }]]) });

describe('the summary in a record', () => {
  it('ends at 4,000 characters, and no character is cut in half', () => {
    const { summary } = recordWith(`x${'😀'.repeat(3_000)}`);

    expect(summary).toHaveLength(3_999);
    expect(JSON.stringify(summary)).not.toMatch(/\\ud83d/);
  });
});
