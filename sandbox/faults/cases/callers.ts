import type { Expected, FaultCase } from '../fault-case';

const caller = (name: string, from: string): FaultCase => ({ name, expected: 'assistant', from });

const called = (name: string, to: string, expected: Expected = 'assistant'): FaultCase => ({
  name,
  expected,
  to,
});

const parameters = (name: string, values: Readonly<Record<string, string>>): FaultCase => ({
  name,
  expected: 'assistant',
  parameters: values,
});

/** Webhooks that are not like the others. */
export const callers: readonly FaultCase[] = [
  caller('caller anonymous', 'anonymous'),
  caller('caller withheld by keypad', '+266696687'),
  caller('caller by SIP', 'sip:desk@example.com'),
  caller('caller a Twilio client', 'client:front_desk'),
  caller('caller empty', ''),
  caller('caller of 3,000 characters', '+1'.repeat(1_500)),
  caller('caller with markup', '<Hangup/>&amp;"'),
  called('called number unknown', '+12025550199'),
  called('called number empty', ''),
  called('called a SIP address', 'sip:riverside-dental@example.com'),
  parameters('parameter named request', { request: 'x' }),
  parameters('parameters named like objects’ own', {
    __proto__x: '1',
    constructor: 'x',
    toString: 'y',
  }),
  parameters('CallSid empty', { CallSid: '' }),
  parameters(
    '500 more parameters',
    Object.fromEntries(Array.from({ length: 500 }, (_unused, at) => [`P${at}`, 'v'])),
  ),
  {
    name: 'webhook delivered twice at once',
    expected: 'assistant',
    script: (world) => world.callTwice(),
  },
  {
    name: 'webhook delivered twice at once, Vapi down',
    expected: 'fallback',
    fault: { kind: 'status', status: 404 },
    script: (world) => world.callTwice(),
  },
];
