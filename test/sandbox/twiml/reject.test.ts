import { startCallWorld, type CallWorld } from './call-world';

let world: CallWorld;
afterEach(() => world.close());

const statusOf = (report: Awaited<ReturnType<CallWorld['call']>>) => ({
  status: report.status,
  billedSeconds: report.billedSeconds,
  problems: report.problems,
});
const toldTo = (path: string) => world.requestsTo(path)[0]?.parameters;

describe('Reject', () => {
  it.each([
    ['<Reject/>', 'no-answer', '[carrier] not in service'],
    ['<Reject reason="rejected"/>', 'no-answer', '[carrier] not in service'],
    ['<Reject reason="busy"/>', 'busy', '[carrier] busy'],
  ])('refuses the call unanswered as the first verb: %s', async (twiml, status, heard) => {
    world = await startCallWorld({
      '/start': `${twiml}<Say>Unreachable</Say>`,
      '/status': { status: 204 },
    });

    const report = await world.call({ statusCallbackUrl: `${world.url}/status` });

    expect(statusOf(report)).toEqual({ status, billedSeconds: 0, problems: [] });
    expect(report.timeline.entries.map(({ text }) => text)).toContain(heard);
    expect(toldTo('/status')).toMatchObject({ CallStatus: status, CallDuration: '0' });
  });

  it('only hangs up, and is billed, after a verb that has answered', async () => {
    world = await startCallWorld({
      '/start': '<Say>Goodbye</Say><Pause length="3"/><Reject reason="busy"/>',
      '/status': { status: 204 },
    });

    const report = await world.call({ statusCallbackUrl: `${world.url}/status` });

    expect(statusOf(report)).toEqual({ status: 'completed', billedSeconds: 3, problems: [] });
    expect(toldTo('/status')).toMatchObject({ CallStatus: 'completed', CallDuration: '3' });
  });

  it('still refuses a call that people were rung for in vain', async () => {
    const dial = '<Dial answerOnBridge="true" action="/done"><Number>+12025550171</Number></Dial>';
    world = await startCallWorld({ '/start': dial, '/done': '<Reject/>' });

    const report = await world.call({ people: { '+12025550171': { kind: 'busy' } } });

    expect(statusOf(report)).toEqual({ status: 'no-answer', billedSeconds: 0, problems: [] });
  });
});
