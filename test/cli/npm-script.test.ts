import { execFileSync } from 'node:child_process';
import { inProject } from '../../build/project';
import { cliProgram } from '../setup/cli-program';

const run = (...words: string[]) =>
  execFileSync('npm', ['run', '--silent', 'switchboard', '--', ...words], {
    cwd: inProject(),
    encoding: 'utf8',
    stdio: ['ignore', 'pipe', 'ignore'],
  });

describe('npm run switchboard', () => {
  it('says the same from its sources as the bundle that the other tests start', () => {
    const overSources = run('--help');

    expect(overSources).toBe(
      execFileSync(process.execPath, [cliProgram, '--help'], { encoding: 'utf8' }),
    );
    expect(overSources).toContain('tenants check');
  });
});
