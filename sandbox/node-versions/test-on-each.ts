import { spawnSync } from 'node:child_process';
import { BuildError, inProject } from '../../build/project';
import { ensureNode } from './ensure-node';

/** What runs or loads the built files. */
const ALL = ['test/flows', 'test/rules/build-output'];

/** One whole call of each kind: Node 24 is not what deploys go to. */
const MAIN = [
  'test/flows/incoming-call-answered',
  'test/flows/call-record.test',
  'test/flows/queue-front',
  'test/flows/transfer.test',
  'test/flows/voicemail',
  'test/rules/build-output',
];

/** Runs the tests of the built files once per version of Node.js; stops at the first that fails. */
function main(isWhole: boolean): void {
  const runs = [
    [22, ALL],
    [24, isWhole ? ALL : MAIN],
  ] as const;
  for (const [major, tests] of runs) {
    const nodeFile = ensureNode(major);
    console.log(`\nThe built files on Node ${major}`);
    const jest = inProject('node_modules', 'jest', 'bin', 'jest.js');
    const { status } = spawnSync(nodeFile, [jest, ...tests], {
      cwd: inProject(),
      stdio: 'inherit',
    });
    if (status !== 0) {
      process.exitCode = 1;
      return;
    }
  }
}

try {
  main(process.argv.includes('--all'));
} catch (error) {
  console.error(error instanceof BuildError ? error.message : error);
  process.exitCode = 1;
}
