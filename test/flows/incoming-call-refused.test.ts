import { findAnswerProblems } from './container';
import { ringThenRecord, tenantFileOf } from './tenant-file';
import { formOf, RIVERSIDE, World } from './world';

const world = new World();
beforeAll(() => world.start());
afterAll(() => world.vapi.stop());
beforeEach(() => world.reset());

describe('a call that nobody is on', () => {
  it.each(['completed', 'canceled', 'busy', 'failed', 'no-answer'])(
    'costs no call at Vapi: %s (V8)',
    async (CallStatus) => {
      const container = world.container();

      const { body } = await container.invoke({ ...formOf(), CallStatus });

      expect(body).toContain('<Response><Hangup/></Response>');
      expect(world.vapi.calls).toEqual([]);
      expect(container.outcome).toBe('caller-left');
    },
  );
});

describe('a leg of our own that comes back', () => {
  const hop = formOf({ from: RIVERSIDE });

  it('gets neither the assistant nor the same people, but may leave a message (V1)', async () => {
    const container = world.container({ tenantFile: tenantFileOf(ringThenRecord) });

    const answer = await container.invoke(hop);

    expect(findAnswerProblems(answer)).toEqual([]);
    expect(answer.body).toContain('<Record');
    expect(answer.body).not.toContain('<Dial');
    expect(world.vapi.calls).toEqual([]);
    expect(container.outcome).toBe('own-leg');
  });

  it('hears a sentence where no message is taken (V1)', async () => {
    const container = world.container({ tenantFile: tenantFileOf({}) });

    const answer = await container.invoke(hop);

    expect(findAnswerProblems(answer)).toEqual([]);
    expect(answer.body).toMatch(/<Say.*<Hangup\/>/);
    expect(world.vapi.calls).toEqual([]);
  });

  it('rings nobody after a silent message either (V1)', async () => {
    const { fallback } = ringThenRecord;
    const tenantFile = tenantFileOf({ fallback: [...fallback, ...fallback.slice(1, 2)] });
    const container = world.containerOf('voicemail/recorded.protected', { tenantFile });

    const { body } = await container.invoke({
      ...hop,
      step: '3',
      turn: '0',
      CallStatus: 'in-progress',
    });

    expect(body).not.toContain('<Dial');
    expect(container.logEntries).toMatchObject(
      expect.arrayContaining([
        expect.objectContaining({ event: 'leg.refused', why: 'own-number' }),
      ]),
    );
  });
});
