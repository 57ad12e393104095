import { PERSON, startCallWorld, type CallWorld } from './call-world';

let world: CallWorld;
afterEach(() => world.close());

describe("a call's fallback URL", () => {
  it.each([
    ['11200', { status: 500 }],
    ['12300', { status: 200, contentType: 'application/json', body: '{}' }],
    ['12100', { status: 200, contentType: 'text/xml', body: 'oops' }],
  ])('is asked by a signed GET after %s', async (code, answer) => {
    world = await startCallWorld({ '/start': answer, '/fallback.xml': '<Say>Fallback</Say>' });

    const report = await world.call({ fallbackUrl: `${world.url}/fallback.xml?a=1` });

    expect(report.heard).toEqual(['Fallback']);
    expect(report.problems).toEqual([expect.stringContaining(code)]);
    expect(world.requestsTo('/fallback.xml')[0]).toMatchObject({
      method: 'GET',
      isSigned: true,
      parameters: {
        a: '1',
        ErrorCode: code,
        ErrorUrl: `${world.url}/start`,
        CallStatus: 'ringing',
      },
    });
  });

  it('is asked in the middle of a call too', async () => {
    world = await startCallWorld({
      '/start': '<Say>One</Say><Redirect>/gone</Redirect>',
      '/fallback.xml': '<Say>Fallback</Say>',
    });

    const report = await world.call({ fallbackUrl: `${world.url}/fallback.xml` });

    expect(report.heard).toEqual(['One', 'Fallback']);
  });

  it('is not asked for a caller who is gone', async () => {
    world = await startCallWorld({
      '/start': '<Record action="/gone"/>',
      '/fallback.xml': '<Say>Fallback</Say>',
    });

    await world.call({
      fallbackUrl: `${world.url}/fallback.xml`,
      message: { seconds: 2, hangsUp: true },
    });

    expect(world.requestsTo('/gone')).toHaveLength(1);
    expect(world.requestsTo('/fallback.xml')).toEqual([]);
  });

  it('that fails as well leaves the application error', async () => {
    world = await startCallWorld({});

    const report = await world.call({ fallbackUrl: `${world.url}/fallback.xml` });

    expect(report.problems).toHaveLength(3);
    expect(report.timeline.entries.map(({ text }) => text).join()).toContain('application error');
  });
});

describe("a call's status callback", () => {
  it('is told once, at the end', async () => {
    world = await startCallWorld({
      '/start': '<Say>Hi</Say><Pause length="8"/>',
      '/status': { status: 204 },
    });

    await world.call({ statusCallbackUrl: `${world.url}/status` });

    const reported = world.requestsTo('/status');
    expect(reported).toHaveLength(1);
    expect(reported[0]?.parameters['CallStatus']).toBe('completed');
    expect(reported[0]?.parameters['CallDuration']).toBe('8');
  });

  it.each([
    ['<Reject reason="busy"/>', 'busy'],
    ['<Reject/>', 'no-answer'],
  ])('after %s says %s', async (twiml, status) => {
    world = await startCallWorld({ '/start': twiml, '/status': { status: 204 } });

    await world.call({ statusCallbackUrl: `${world.url}/status` });

    expect(world.requestsTo('/status')[0]?.parameters).toMatchObject({
      CallStatus: status,
      CallDuration: '0',
    });
  });
});

describe("a call's requests", () => {
  it('say what add-ons found in the first one only, and what is known of the number in all', async () => {
    world = await startCallWorld({
      '/start': '<Redirect>/next</Redirect>',
      '/next': '<Say>Hi</Say>',
    });

    await world.call({ addOns: '{"status":"successful"}', stirVerstat: 'TN-Validation-Failed-C' });
    await world.call({ stirVerstat: '' });

    const seen = world.seen.map(({ parameters }) => [
      parameters['AddOns'],
      parameters['StirVerstat'],
    ]);
    expect(seen).toEqual([
      ['{"status":"successful"}', 'TN-Validation-Failed-C'],
      [undefined, 'TN-Validation-Failed-C'],
      [undefined, undefined],
      [undefined, undefined],
    ]);
  });

  it('say ringing first and in-progress once a verb has run', async () => {
    world = await startCallWorld({
      '/start': '<Say>Hi</Say><Redirect method="GET">/next?a=b%20c#rc=2</Redirect>',
      '/next': '',
    });

    await world.call();

    expect(world.seen.map(({ parameters }) => parameters['CallStatus'])).toEqual([
      'ringing',
      'in-progress',
    ]);
    expect(world.seen[1]).toMatchObject({ method: 'GET', isSigned: true });
    expect(world.seen[1]?.target).toMatch(/^\/next\?a=b%20c&AccountSid=/);
  });
});

describe('a call that is sent elsewhere', () => {
  const untilAsked = (path: string) => world.clock.until(() => world.requestsTo(path).length > 0);

  it('leaves its Pause at once', async () => {
    world = await startCallWorld({
      '/start': '<Say>Wait</Say><Pause length="600"/><Say>Never</Say>',
      '/next': '<Say>Next</Say>',
    });
    const placed = world.begin();
    await untilAsked('/start');

    placed.interrupt({ url: `${world.url}/next`, method: 'POST', parameters: {} });

    expect((await world.finish(placed)).heard).toEqual(['Wait', 'Next']);
  });

  it('from a Dial cancels who is rung, and the answer of its action rules nothing', async () => {
    world = await startCallWorld({
      '/start': `<Dial action="/done" timeout="600"><Number statusCallback="/rung" statusCallbackEvent="ringing">${PERSON}</Number></Dial>`,
      '/done': '<Say>Never</Say>',
      '/rung': { status: 204 },
      '/next': '<Say>Next</Say>',
    });
    const placed = world.begin({ people: { [PERSON]: { kind: 'no-answer' } } });
    await untilAsked('/rung');

    placed.interrupt({ url: `${world.url}/next`, method: 'POST', parameters: {} });

    const report = await world.finish(placed);
    expect(report.heard).toEqual(['Next']);
    expect(report.people[0]?.outcome).toBe('canceled');
    expect(world.requestsTo('/done')).toHaveLength(1);
  });

  it('by a hang-up is over', async () => {
    world = await startCallWorld({
      '/start': '<Say>Wait</Say><Pause length="600"/><Say>Never</Say>',
    });
    const placed = world.begin();
    await untilAsked('/start');

    placed.interrupt('hangup');

    expect((await world.finish(placed)).heard).toEqual(['Wait']);
  });
});
