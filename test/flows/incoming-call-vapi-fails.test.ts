import type { Fault } from '../../sandbox/vapi/faults';
import { findAnswerProblems } from './container';
import { LINDEN, formOf, status, streamTwiml, twiml, World } from './world';

const world = new World();
beforeAll(() => world.start());
afterAll(() => world.vapi.stop());
beforeEach(() => world.reset());

describe('a call that Vapi fails', () => {
  it.each<[string, Fault, number]>([
    ['400', status(400, '{"message":["assistantId must be a UUID"]}'), 1],
    ['400 without JSON', status(400, 'no'), 1],
    ['401', status(401, '{"message":"Invalid Key."}'), 1],
    ['403 of the edge', status(403, 'error code: 1010'), 1],
    ['404', status(404, '{"message":"Not found"}'), 1],
    ['429', status(429, '{"message":"Rate limit exceeded"}'), 1],
    ['a full account', status(400, '{"error":"Over Concurrency Limit"}'), 1],
    ['500', status(500), 2],
    ['502 with HTML', status(502, '<html>Bad gateway</html>'), 2],
    ['503', status(503), 2],
    ['504', status(504), 2],
    ['521', status(521), 2],
    ['a redirect', status(302), 1],
    ['an empty 201', { kind: 'body', body: '' }, 1],
    ['truncated JSON', { kind: 'body', body: '{"id":"x","phoneCallProviderDetails":{"twi' }, 1],
    ['HTML with 201', { kind: 'body', body: '<html>Sign in</html>' }, 1],
    ['an answer of 20 MB', { kind: 'body', body: `{"id":"${'x'.repeat(20 * 1024 * 1024)}"}` }, 1],
    [
      'no twiml',
      { kind: 'body', body: '{"id":"x","phoneCallProviderDetails":{"sbcCallId":"1"}}' },
      1,
    ],
    ['an empty twiml', twiml(''), 1],
    ['a twiml that is not XML', twiml('Error: try again'), 1],
    ['a twiml cut in half', twiml('<Response><Connect><Stream url="{streamUrl}"'), 1],
    ['a twiml without a stream', twiml('<Response><Hangup/></Response>'), 1],
    ['a ws: stream', twiml(streamTwiml('ws://localhost/canary-stream')), 1],
    ['a stream with a query string', twiml(streamTwiml('{streamUrl}?token=canary-stream')), 1],
    ['a stream to a foreign host', twiml(streamTwiml('wss://evil.example/canary-stream')), 1],
    ['a document type', twiml(`<!DOCTYPE Response>${streamTwiml('{streamUrl}')}`), 1],
    [
      'an entity bomb',
      twiml(
        `<!DOCTYPE x [<!ENTITY a "${'a'.repeat(1_000)}"><!ENTITY b "${'&a;'.repeat(1_000)}">]><Response>&b;</Response>`,
      ),
      1,
    ],
    ['a twiml of 70 kB', twiml(`<Response><Say>${'x'.repeat(70_000)}</Say></Response>`), 1],
    ['a reset on a new connection', { kind: 'reset', when: 'before-answer' }, 1],
    ['a reset during the body', { kind: 'reset', when: 'during-body' }, 1],
  ])("answers with the tenant's greeting: %s", async (_case, fault, postCount) => {
    world.vapi.standingFault = fault;
    const container = world.container();

    const answer = await container.invoke(formOf({ to: LINDEN }));

    expect(findAnswerProblems(answer)).toEqual([]);
    expect(answer.body).toBe(
      '<?xml version="1.0" encoding="UTF-8"?><Response><Say language="de-DE" voice="Polly.Vicki-Neural">' +
        'Guten Tag, hier ist die Zahnarztpraxis Linden. Wir sind gerade nicht erreichbar. ' +
        'Bitte rufen Sie in einigen Minuten noch einmal an.</Say><Hangup/></Response>',
    );
    expect(world.vapi.postCount).toBe(postCount);
    expect(container.outcome).not.toBe('assistant');
  });

  it.each<[string, Fault]>([
    ['never answers', { kind: 'hang' }],
    ['answers too late', { kind: 'delay', delayMs: 4_000 }],
  ])(
    'is answered before the deadline and not asked for twice when Vapi %s',
    async (_case, fault) => {
      world.vapi.nextFaults.push(fault);
      const container = world.container({
        environment: world.environment({ SWITCHBOARD_DEADLINE_MS: '2000' }),
      });

      const answer = await container.invoke(formOf());

      expect(findAnswerProblems(answer)).toEqual([]);
      expect(answer.durationMs).toBeLessThan(2_000);
      expect([world.vapi.postCount, container.outcome]).toEqual([1, 'timeout']);
    },
  );

  it('waits for VAPI_TIMEOUT_MS at most where that is set', async () => {
    world.vapi.nextFaults.push({ kind: 'hang' });
    const container = world.container({
      environment: world.environment({ VAPI_TIMEOUT_MS: '300' }),
    });

    const answer = await container.invoke(formOf());

    expect(answer.durationMs).toBeLessThan(1_500);
    expect(container.outcome).toBe('timeout');
  });

  it('is answered when nothing listens at Vapi', async () => {
    const container = world.container({
      environment: world.environment({ VAPI_BASE_URL: 'http://127.0.0.1:1' }),
    });

    const answer = await container.invoke(formOf());

    expect(findAnswerProblems(answer)).toEqual([]);
    expect(container.outcome).toBe('unreachable');
  });

  it('tries again what failed once', async () => {
    world.vapi.nextFaults.push({ kind: 'status', status: 503 });
    const container = world.container();

    await container.invoke(formOf());

    expect([world.vapi.postCount, container.outcome]).toEqual([2, 'assistant']);
  });
});
