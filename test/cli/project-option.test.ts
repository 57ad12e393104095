import { CliWorld } from './run-cli';

jest.setTimeout(60_000);

let world: CliWorld;
beforeEach(async () => {
  world = await CliWorld.start();
});
afterEach(() => world.stop());

describe('--project', () => {
  it('lets a command work with another project', async () => {
    world.writeTenants({ elsewhere: ['+12025550150'] });
    const { exitCode, stdout } = await world.run('tenants', 'check');

    expect(exitCode).toBe(0);
    expect(stdout).toContain('elsewhere');
  });

  it.each(['none', 'file'])('ends with 2 when it names no folder: %s', async (name) => {
    world.write('file', '');
    world.projectFolder = `${world.folder}/${name}`;
    const { exitCode, problems } = await world.runJson('tenants', 'check');

    expect(exitCode).toBe(2);
    expect(problems[0]).toContain(`--project: there is no folder ${world.projectFolder}`);
  });
});
