import { readEnvironmentFile } from '../src/config/environment-file';
import { listUnsafeSettings } from '../src/operator-files/check-environment';
import { build } from './build';
import { describeFailure } from './describe-failure';
import { printBuild } from './print-build';
import { BuildError, inProject } from './project';
import { lockProject } from './project-lock';

async function main(): Promise<void> {
  refuseUnsafe();
  const unlock = lockProject('build');
  printBuild(await build().finally(unlock));
}

/** What is built here is deployed with this `.env`, or with the shell's variables. */
function refuseUnsafe(): void {
  const own = readEnvironmentFile(inProject('.env')) ?? {};
  const problems = listUnsafeSettings({ ...process.env, ...own });
  if (problems.length > 0) throw new BuildError('The settings must not be deployed:', problems);
}

main().catch((error: unknown) => {
  console.error(describeFailure(error));
  process.exitCode = 1;
});
