import { frontDoorKinds } from '../../sandbox/call-logs/front-door-kinds';
import { generateCallLogs } from '../../sandbox/call-logs/generate-call-logs';
import { toCallJson } from '../../sandbox/twilio/serverless/call-log-store';

const DAY_MS = 24 * 60 * 60_000;
const tenants = [{ id: 'riverside-dental', numbers: ['+12025550101'] }];
const logs = generateCallLogs({
  seed: 3,
  callCount: 200,
  fromMs: Date.parse('2026-11-02T00:00:00Z'),
  untilMs: Date.parse('2026-11-02T00:00:00Z') + DAY_MS,
  tenants,
  kinds: frontDoorKinds,
});
const rows = logs.twilioCalls.map((call) => toCallJson(call, 'AC1'));
/** Calls at Twilio whose exit entry of a Function has this outcome. */
const callsOf = (outcome: string) =>
  rows.filter((row) =>
    logs.logEntries.some(
      ({ message }) =>
        message.includes(`"${String(row['sid'])}"`) && message.includes(`"outcome":"${outcome}"`),
    ),
  );
const legsOf = (sid: unknown) => rows.filter((row) => row['parent_call_sid'] === sid);

describe('the history of calls that the front door answers', () => {
  it.each([
    ['rejected', 'no-answer'],
    ['busy', 'busy'],
  ])('lists calls that were refused (%s) as %s, unbilled', (outcome, status) => {
    const calls = callsOf(outcome);

    expect(calls.length).toBeGreaterThan(0);
    expect(
      new Set(calls.map((row) => [row['status'], row['duration'], row['price']].join())),
    ).toEqual(new Set([`${status},0,`]));
    expect(
      logs.vapiCalls.filter((call) => JSON.stringify(call).includes(String(calls[0]?.['sid']))),
    ).toEqual([]);
  });

  it('lists a call that a person took with the leg of that person, and nothing at Vapi', () => {
    const [call] = callsOf('people-answered');

    expect(call).toMatchObject({ status: 'completed', duration: '120', direction: 'inbound' });
    expect(legsOf(call?.['sid'])).toMatchObject([
      { status: 'completed', duration: '124', direction: 'outbound-dial' },
    ]);
    expect(JSON.stringify(logs.vapiCalls)).not.toContain(String(call?.['sid']));
  });

  it('lists people who were rung in vain before the assistant as unanswered legs', () => {
    const [call] = callsOf('assistant');

    expect(call).toMatchObject({ status: 'completed', duration: '75' });
    expect(legsOf(call?.['sid'])).toMatchObject([{ status: 'no-answer', duration: '0' }]);
  });
});
