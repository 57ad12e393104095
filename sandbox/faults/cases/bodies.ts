import type { FaultCase } from '../fault-case';
import { namedFaults } from '../../vapi/faults';

const CALL = { id: '019f0000-0000-7000-8000-000000000000', status: 'queued' };

const body = (name: string, text: string): FaultCase => ({
  name,
  expected: 'fallback',
  fault: { kind: 'body', body: text },
});

const details = (name: string, value: unknown): FaultCase => ({
  name,
  expected: 'fallback',
  fault: { kind: 'fields', fields: { phoneCallProviderDetails: value } },
});

/** Answers with status 201 and the wrong body. */
export const bodies: readonly FaultCase[] = [
  body('201 empty', ''),
  body('201 null', 'null'),
  body('201 list', JSON.stringify([CALL])),
  body('201 half of a JSON document', JSON.stringify(CALL).slice(0, 30)),
  body('201 without details', JSON.stringify(CALL)),
  body('201 of an outbound batch', JSON.stringify({ results: [CALL], errors: [] })),
  body('201 in UTF-16', '\uFEFF{\u0000"\u0000i\u0000d\u0000'),
  body('201 nested 100,000 deep', '['.repeat(100_000)),
  details('twiml missing', { sbcCallId: '1' }),
  details('twiml empty', { twiml: '' }),
  details('twiml blank', { twiml: ' \n ' }),
  details('twiml null', { twiml: null }),
  details('twiml a number', { twiml: 201 }),
  details('details a text', 'none'),
  { name: '201 concurrencyBlocked', expected: 'fallback', fault: namedFaults['blocked']! },
  {
    name: '201 concurrencyBlocked with TwiML',
    // It is not known whether such TwiML connects, so it is worth trying.
    expected: 'anyone',
    fault: {
      kind: 'fields',
      fields: { subscriptionLimits: { concurrencyBlocked: true, remainingConcurrentCalls: 0 } },
    },
  },
  {
    name: 'body shorter than its Content-Length',
    expected: 'fallback',
    fault: { kind: 'cut', encoding: 'length' },
  },
  {
    name: 'chunked body without an end',
    expected: 'fallback',
    fault: { kind: 'cut', encoding: 'chunked' },
  },
  {
    name: 'body of 2 MB',
    expected: 'fallback',
    fault: { kind: 'flood', bytes: 2e6, everyMs: 0 },
  },
  {
    name: 'body of 100 MB, slowly',
    expected: 'fallback',
    fault: { kind: 'flood', bytes: 100e6, everyMs: 50 },
  },
];
