import { doorEnds, isDoorEnd } from '../../../../cli/history/reconcile/door-end';
import type { CallKind } from '../../../../sandbox/call-logs/story-parts';
import { countFound, countTruth, countWords, ReconcileWorld } from './reconcile-world';

let world: ReconcileWorld;
beforeEach(async () => {
  world = await ReconcileWorld.start();
});
afterEach(() => world.stop());

jest.setTimeout(60_000);

const endsAtDoor = ({ truthWithLogs = 'unknown' }: CallKind) => isDoorEnd(truthWithLogs);
const peopleTookIt = ({ truthWithLogs }: CallKind) => truthWithLogs === 'people-answered';
const rung = { open: { numbers: ['+12025550199'] } };

describe('switchboard reconcile, of tenants with a front door', () => {
  it('knows by the log what the front door ended, and counts none of it as a failure', async () => {
    const logs = world.addCalls(61, 200, 0, endsAtDoor);

    const { data, exitCode, problems } = await world.reconcileJson('--logs');

    expect(countFound(data)).toEqual(countTruth(logs, data, true));
    expect(doorEnds.filter((end) => data.classes[end].count === 0)).toEqual([]);
    expect([exitCode, problems]).toEqual([0, []]);
  });

  it('names the rules that callers were refused by', async () => {
    const logs = world.addCalls(62, 200, 0, endsAtDoor);

    const { data } = await world.reconcileJson('--logs');
    const fromMs = Date.parse(data.window.from);
    const rules = (name: string) =>
      [...logs.truth.values()]
        .filter((call) => call.startMs >= fromMs && call.callClassWithLogs === name)
        .map(({ kind }) => kind.loggedRule);

    expect(data.classes.rejected.outcomes).toEqual(countWords(rules('rejected')));
    expect(data.classes.refused.outcomes).toEqual(countWords(rules('refused')));
    expect(Object.keys(data.classes.refused.outcomes)).toContain('challenge-anonymous');
  });

  it('counts callers who left at a question, or while people were rung, as abandoned', async () => {
    const left = ({ log, truth, truthWithLogs = truth }: CallKind) =>
      truthWithLogs === 'abandoned' &&
      log.some(({ outcome = '' }) => /rung|challenged|language/.test(outcome));
    world.addCalls(63, 60, 0, left);

    const { data, exitCode } = await world.reconcileJson('--logs');

    expect([data.classes.abandoned.count, exitCode]).toEqual([data.twilioCalls, 0]);
    expect(data.twilioCalls).toBeGreaterThan(30);
  });

  it('still finds calls that failed behind the front door', async () => {
    const failed = ({ truthWithLogs, people }: CallKind) =>
      truthWithLogs === 'ended-in-fallback' && people !== undefined;
    world.giveFrontDoors({ dental: { answerFirst: rung }, legal: { answerFirst: rung } });
    world.addCalls(64, 40, 0, failed);

    const { data, exitCode } = await world.reconcileJson('--logs');

    expect(data.classes['ended-in-fallback'].count).toBe(data.twilioCalls);
    expect(exitCode).toBe(1);
  });

  it.each([
    ['answerFirst', { answerFirst: rung }],
    ['callers', { callers: { block: ['+1900*'] } }],
    ['whenClosed', { whenClosed: { fallback: [{ step: 'say', text: 'We are closed.' }] } }],
  ])(
    'says without the log that it does not know, by %s of the tenant file',
    async (_name, door) => {
      world.giveFrontDoors({ dental: door });
      const logs = world.addCalls(65, 200);

      const { data } = await world.reconcileJson('--examples', '1000');
      const never = data.classes['never-reached-vapi'].examples;
      const unclear = data.classes.unknown.examples.filter(({ why }) => why.includes('--logs'));

      expect(countFound(data)).toEqual(countTruth(logs, data));
      expect(new Set(unclear.map(({ tenantId }) => tenantId))).toEqual(new Set(['dental']));
      // Refused as full, which no front door does.
      const ofDental = never.filter(({ tenantId }) => tenantId === 'dental');
      expect(ofDental.filter(({ vapiCallId }) => vapiCallId === null)).toEqual([]);
    },
  );

  it('asks Twilio without the log whether people were rung, for the calls that it shows', async () => {
    world.giveFrontDoors({ dental: { answerFirst: rung }, legal: { answerFirst: rung } });
    world.addCalls(66, 20, 0, peopleTookIt);

    const { data, exitCode } = await world.reconcileJson('--examples', '5');

    expect(data.classes.unknown.examples.map(({ step }) => step)).toEqual(
      Array.from({ length: 5 }, () => 'dial'),
    );
    expect(exitCode).toBe(0);
  });
});
