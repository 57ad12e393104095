import { spawnSync } from 'node:child_process';
import { BuildError, inProject } from '../../build/project';
import { ensureNode } from './ensure-node';

/** What runs or loads the built files. */
const TESTS = ['test/flows', 'test/rules/build-output'];

/** Runs the tests of the built files once per version of Node.js; stops at the first that fails. */
function main(): void {
  for (const major of [22, 24] as const) {
    const nodeFile = ensureNode(major);
    console.log(`\nThe built files on Node ${major}`);
    const jest = inProject('node_modules', 'jest', 'bin', 'jest.js');
    const { status } = spawnSync(nodeFile, [jest, ...TESTS], {
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
  main();
} catch (error) {
  console.error(error instanceof BuildError ? error.message : error);
  process.exitCode = 1;
}
