import { markBuildTenants } from '../../../src/config/build-tenants';
import { makeSid } from '../../../sandbox/twilio/formats/sid';
import { ChainWorld } from '../chain-world';

let world: ChainWorld;
let older: string;
beforeEach(async () => {
  world = await ChainWorld.start();
  older = addOlderBuild((code) => code);
});
afterEach(() => world.stop());

/** Adds a build that was live before the live one, with other code of /health. */
function addOlderBuild(change: (code: string) => string): string {
  const { store } = world.twilio;
  const { serviceSid, environmentSid, buildSid } = world.sids;
  const live = store.builds.get(buildSid)!;
  const createdAt = new Date(live.createdAt.getTime() - 60_000);
  const functionVersions = live.functionVersions.map((version) => {
    if (version.path !== '/health') return version;
    const content = Buffer.from(change(version.content.toString()));
    const changed = { ...version, sid: makeSid('ZN'), content };
    store.versions.set(changed.sid, changed);
    return changed;
  });
  const build = { ...live, sid: makeSid('ZB'), createdAt, functionVersions };
  store.builds.set(build.sid, build);
  for (const sid of [build.sid, buildSid]) {
    const deployment = { sid: makeSid('ZD'), serviceSid, environmentSid, buildSid: sid };
    const times = { createdAt, updatedAt: createdAt };
    store.deployments.set(deployment.sid, { ...deployment, ...times });
  }
  return build.sid;
}

const OTHERS = ['summit-hvac', 'zahnarzt-linden', 'willow-vet', 'harbor-law'];

const withTenants = (...ids: string[]) =>
  addOlderBuild((code) =>
    code.replace(/\n\/\/ tenants .*\n$/, markBuildTenants({ hash: 'abc', ids })),
  );
const readLive = () => world.twilio.store.environments.get(world.sids.environmentSid)?.buildSid;

describe('switchboard rollback', () => {
  it('names tenants that were added since, and changes nothing where nobody can be asked (O12)', async () => {
    const target = withTenants('riverside-dental', 'gone');

    const { exitCode, stderr } = await world.run('rollback', '--build', target);

    expect(exitCode).toBe(2);
    expect(stderr).toContain(`4 tenants added since are lost: ${OTHERS.join(', ')}`);
    expect(stderr).toContain('1 tenant removed since comes back: gone');
    expect(stderr).toContain(`switchboard -- rollback --environment dev --build ${target}`);
    expect(readLive()).toBe(world.sids.buildSid);
  });

  it('goes back all the same with --yes (O12)', async () => {
    const target = withTenants('riverside-dental');

    const { exitCode, stdout } = await world.run('rollback', '--build', target, '--yes');

    expect(exitCode).toBe(0);
    expect(stdout).toContain('4 tenants added since are lost');
    expect(readLive()).toBe(target);
  });

  it.each([
    ['y', 0],
    ['n', 1],
  ])('asks who is there; the answer "%s" ends with %i (O12)', async (answer, code) => {
    const target = withTenants('riverside-dental');
    const questions: string[] = [];
    world.ask = (question) => {
      questions.push(question);
      return Promise.resolve(answer);
    };

    const { exitCode } = await world.run('rollback', '--build', target);

    expect(questions).toEqual([expect.stringContaining(`are lost: ${OTHERS.join(', ')}`)]);
    expect([exitCode, readLive()]).toEqual([code, code === 0 ? target : world.sids.buildSid]);
  });

  it('asks also where a build is older than builds that name their tenants (O12)', async () => {
    const target = addOlderBuild((code) => code.replace(/\n\/\/ tenants .*\n$/, ''));

    const { exitCode, stderr } = await world.run('rollback', '--build', target);

    expect([exitCode, readLive()]).toEqual([2, world.sids.buildSid]);
    expect(stderr).toContain('which tenants were added since cannot be said');
  });

  it('asks nobody where no tenant is lost, and says what becomes of the others (O12)', async () => {
    const same = await world.run('rollback', '--build', older);
    const ids = ['riverside-dental', ...OTHERS];
    world.twilio.store.environments.get(world.sids.environmentSid)!.buildSid = world.sids.buildSid;
    const others = await world.run('rollback', '--build', withTenants(...ids));

    expect([same.exitCode, others.exitCode]).toEqual([0, 0]);
    expect(same.stdout).toContain('the tenants are the same');
    expect(others.stdout).toContain('all others get their settings of then');
  });

  it('shows with --plan what would be lost, and asks nobody (O12)', async () => {
    const target = withTenants('riverside-dental');

    const { exitCode, stdout } = await world.run('rollback', '--plan', '--json', '--build', target);

    expect(exitCode).toBe(0);
    expect(JSON.parse(stdout)).toMatchObject({
      data: { to: target, tenants: { lost: OTHERS, returning: [] } },
    });
    expect(readLive()).toBe(world.sids.buildSid);
  });
});
