import type { Fault } from '../../sandbox/vapi/faults';
import { CALLER, CANARY_KEY, CANARY_TOKEN, RIVERSIDE, formOf, streamTwiml, World } from './world';

const world = new World();
beforeAll(() => world.start());
afterAll(() => world.vapi.stop());
beforeEach(() => world.reset());

describe('secrets and numbers', () => {
  const echo = JSON.stringify({
    message: [`Bearer ${CANARY_KEY} and ${CANARY_TOKEN} of ${CALLER}`],
    statusCode: 400,
  });

  it.each<[string, Fault | undefined]>([
    ['an answered call', undefined],
    ['a refusal that echoes them', { kind: 'status', status: 400, body: echo }],
    ['an outage', { kind: 'status', status: 503, body: echo }],
    ['a reset', { kind: 'reset', when: 'before-answer' }],
    ['an unsafe stream', { kind: 'twiml', twiml: streamTwiml('wss://evil.example/canary-stream') }],
  ])('are in neither log nor TwiML after %s', async (_case, fault) => {
    world.vapi.standingFault = fault;
    const container = world.container();

    const answer = await container.invoke(formOf());

    const log = JSON.stringify(container.logEntries);
    expect(container.logEntries.length).toBeGreaterThan(2);
    for (const text of [log, answer.body]) {
      expect(text).not.toMatch(/canary/);
      expect(text).not.toContain(CALLER.slice(1));
      expect(text).not.toContain(RIVERSIDE.slice(1));
    }
    expect(log).not.toMatch(/wss?:|CallToken|parentCallInfoToken/);
  });
});
