import { buildExample } from '../../sandbox/project/sandbox-project';

/** Builds the project with the example's tenants once for all tests: flows run what is deployed. */
export default async function setup(): Promise<void> {
  await buildExample('test');
}
