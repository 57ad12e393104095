import { tmpdir } from 'node:os';
import { runInProcess } from './run-in-process';

const run = (line: string) => runInProcess(line.split(' '), { env: {}, workingFolder: tmpdir() });

describe('the command line', () => {
  it.each([
    ['numbers aply --yes', 'there is no command "numbers aply"; did you mean numbers apply?'],
    ['number plan', 'there is no command "number plan"; did you mean numbers plan?'],
    ['doctr', 'there is no command "doctr"; did you mean doctor?'],
    ['status', 'there is no command "status"; did you mean outage status?'],
    ['outage', 'outage needs a sub-command: on, off, status'],
    [
      'numbers quagmire',
      'there is no command "numbers quagmire"; the sub-commands of numbers are plan, apply, detach, rollback',
    ],
    ['quagmire', 'there is no command "quagmire"\nfix: npm run switchboard -- --help'],
    ['--json-lines doctor', 'the command comes first, before --json-lines'],
    ['watch --dryrun', 'watch has no option --dryrun; did you mean --dry-run?'],
  ])('says of "%s" what was meant, or what there is (N5)', async (line, message) => {
    const { stderr, exitCode } = await run(line);

    expect(stderr).toContain(message);
    expect(stderr).toMatch(/\nfix: npm run switchboard -- \S/);
    expect(exitCode).toBe(2);
  });

  it('lists the sub-commands of a word, and no others (N5)', async () => {
    const { stdout, exitCode } = await run('outage --help');

    expect(stdout.match(/^ {2}[a-z]+ [a-z]+/gm)).toEqual([
      '  outage on',
      '  outage off',
      '  outage status',
    ]);
    expect(exitCode).toBe(0);
  });
});
