import { build } from './build';
import { describeFailure } from './describe-failure';
import { printBuild } from './print-build';
import { lockProject } from './project-lock';

async function main(): Promise<void> {
  const unlock = lockProject('build');
  printBuild(await build().finally(unlock));
}

main().catch((error: unknown) => {
  console.error(describeFailure(error));
  process.exitCode = 1;
});
