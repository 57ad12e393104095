import { type DoorEnd, doorEnds } from '../../../../cli/history/reconcile/door-end';
import type { CallLogs } from '../../../../sandbox/call-logs/generate-call-logs';
import type { ReportData } from '../../../../cli/history/report/report-data';
import { computeTruth, expectTruth, pickFigures, ReportWorld, tenants } from './report-world';

let world: ReportWorld;
beforeEach(async () => {
  world = await ReportWorld.start();
});
afterEach(() => world.stop());

jest.setTimeout(120_000);

const SPARED: readonly string[] = ['rejected', 'refused', 'people-answered'];

/** Calls of the window with what they truly are, of one tenant or all. */
const listTrue = (logs: CallLogs, { window }: ReportData, tenantId?: string) =>
  [...logs.truth.values()].filter(
    (call) =>
      call.startMs >= Date.parse(window.from) &&
      call.startMs <= Date.parse(window.until) &&
      (tenantId === undefined || call.tenantId === tenantId),
  );

/** Seconds that calls would have taken: as many as the tenant's other calls had on average. */
function estimate(logs: CallLogs, data: ReportData, tenantId: string): number {
  const calls = listTrue(logs, data, tenantId);
  const spared = calls.filter(({ callClassWithLogs }) => SPARED.includes(callClassWithLogs));
  const joined = calls.filter(({ kind }) =>
    kind.vapi.some(({ joinedAfterSeconds }) => joinedAfterSeconds !== undefined),
  );
  const { talkSeconds } = computeTruth(logs, data, { tenantId });
  return (spared.length * talkSeconds) / joined.length;
}

describe('switchboard report, of tenants with a front door', () => {
  it('counts by the log what the front door ended, and what people took', async () => {
    const logs = world.addCalls(71, 900);

    const { data } = await world.reportJson('--logs');
    const calls = listTrue(logs, data);
    const endedAs = (end: DoorEnd) =>
      calls.filter(({ callClassWithLogs }) => callClassWithLogs === end);
    const { ends, peopleTalkSeconds } = data.total.frontDoor!;

    expect(ends).toEqual(Object.fromEntries(doorEnds.map((end) => [end, endedAs(end).length])));
    expect(Math.min(...Object.values(ends))).toBeGreaterThan(0);
    expect(peopleTalkSeconds).toBe(
      endedAs('people-answered').reduce((sum, { kind }) => sum + kind.durationSeconds, 0),
    );
  });

  it("estimates what Vapi was spared by each tenant's own average", async () => {
    const logs = world.addCalls(72, 600);

    const { data } = await world.reportJson('--logs');
    const found = data.tenants.map(({ tenantId, frontDoor }) => [
      tenantId,
      frontDoor?.estimatedSavedSeconds,
    ]);

    const truth = tenants.map(({ id }) => [id, Math.round(estimate(logs, data, id))] as const);
    expect(Object.fromEntries(found)).toEqual(Object.fromEntries(truth));
    const sum = tenants.reduce((seconds, { id }) => seconds + estimate(logs, data, id), 0);
    expect(data.total.frontDoor?.estimatedSavedSeconds).toBe(Math.round(sum));
  });

  it('estimates nothing where no call had an assistant, and says so', async () => {
    world.addCalls(73, 60, 0, ({ truthWithLogs }) => truthWithLogs === 'people-answered');

    const { data } = await world.reportJson('--logs');
    const { stdout } = await world.report('--logs', '--fresh');

    expect(data.total.frontDoor).toMatchObject({
      estimatedSavedSeconds: null,
      callsWithoutEstimate: data.total.calls,
    });
    expect(data.total).toMatchObject({ callsForAssistant: 0, answeredShare: null });
    expect(stdout).toMatch(new RegExp(`calls that Vapi was spared +${data.total.calls}\\n`));
  });

  it('takes shares of the calls that were to get the assistant', async () => {
    const logs = world.addCalls(74, 600);

    const { data } = await world.reportJson('--logs');
    const { calls, answered, answeredShare, callsForAssistant, outcomes } = data.total;

    expectTruth(pickFigures(data), computeTruth(logs, data, { withLogs: true }));
    expect(callsForAssistant).toBe(
      calls - outcomes.people - outcomes.refused - outcomes['over-limit'] - outcomes.closed,
    );
    expect(answeredShare).toBeCloseTo(answered / callsForAssistant, 4);
  });

  it('says without the log that it does not know, not that nothing was saved', async () => {
    world.giveFrontDoors({ dental: { answerFirst: { open: { numbers: ['+12025550199'] } } } });
    const logs = world.addCalls(75, 300);

    const { data } = await world.reportJson();

    expectTruth(pickFigures(data), computeTruth(logs, data));
    expect(data.total.frontDoor).toBeNull();
    expect(data.gaps.join()).toContain('refused or answered by people at the front door');
  });

  it('shows it on the page and in the terminal, with the word about', async () => {
    world.addCalls(76, 200);

    const { stdout } = await world.report('--logs', '--html', 'report.html');

    expect(stdout).toMatch(
      /calls that Vapi was spared +\d+, about \d.* if each took its tenant's average talk/,
    );
    expect(world.read('report.html')).toContain('What the front door ended, by the log');
    expect(stdout).toMatch(/refused by +.*blocked-number \d/);
  });
});
