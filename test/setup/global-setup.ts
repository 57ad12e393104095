import { buildExample } from '../../sandbox/project/sandbox-project';
import { buildCliProgram } from './cli-program';
import { openTemporaryFolder } from './temporary-folder';

/**
 * Builds once for all tests what their processes run: the project with the example's tenants, for
 * flows run what is deployed, and the command line.
 */
export default async function setup(): Promise<void> {
  openTemporaryFolder();
  buildCliProgram();
  await buildExample('test');
}
