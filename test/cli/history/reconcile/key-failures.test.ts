import type { CallKind } from '../../../../sandbox/call-logs/story-parts';
import { ReconcileWorld } from './reconcile-world';

let world: ReconcileWorld;
beforeEach(async () => {
  world = await ReconcileWorld.start();
});
afterEach(() => world.stop());

jest.setTimeout(60_000);

/** The stand-in shows all calls to every key: here none of those that came to nothing. */
const isSeenByOwnKeyOnly = ({ vapi, truth }: CallKind) =>
  vapi.length === 0 || truth === 'answered-by-assistant';

describe('switchboard reconcile, when one of several keys fails', () => {
  it('names the key that failed and continues with the others (O3)', async () => {
    world.addCalls(24, 200, 0, isSeenByOwnKeyOnly);
    world.failKeyOf('legal', 400);

    const { data, exitCode, problems } = await world.reconcileJson();

    expect(exitCode).toBe(4);
    expect(problems[0]).toBe(
      'listing calls with VAPI_API_KEY_NORTH: Vapi answered 400; calls of legal are not classified',
    );
    expect(data.tenants['dental']?.['never-reached-vapi']).toBeGreaterThan(0);
    expect(data.tenants['legal']).not.toHaveProperty('never-reached-vapi');
  });

  it('continues with the others where a key is not set (O3)', async () => {
    world.addCalls(25, 100);
    world.failKeyOf('legal');
    delete world.env['VAPI_API_KEY_NORTH'];

    const { data, exitCode, problems } = await world.reconcileJson();

    expect([exitCode, problems[0]]).toEqual([
      3,
      expect.stringMatching(/^VAPI_API_KEY_NORTH is not set: .*calls of legal are not /),
    ]);
    expect(data.tenants['dental']?.['answered-by-assistant']).toBeGreaterThan(0);
  });
});
