import { paths } from '../../../../src/twilio/urls';
import type { Check } from '../check';
import { type Fact, skipBecause } from '../fact';
import type { LiveBuild } from '../live-build';
import { findCommit, type LocalBuild, type ServedFile } from '../local-build';
import { type CheckResult, combine, fail, pass, skip, warn } from '../result';

/**
 * Checks that the live build is what was built here, code and tenants. Twilio does not return the
 * contents of assets, so /health says which tenants are live.
 */
export const deployedCode: Check = {
  id: 'deployed-code',
  asks: ['liveBuild', 'liveTenantsHash'],
  run({ liveBuild, localBuild, liveTenantsHash }) {
    if (localBuild.unknown !== undefined) {
      return skip(`not compared: ${localBuild.unknown.why}`, localBuild.unknown.fix);
    }
    if (liveBuild.unknown !== undefined) return skipBecause(liveBuild.unknown);
    const { functions, tenantsHash } = localBuild.value;
    const commit = findCommit(functions);
    return combine(
      [
        ...compare(localBuild.value, liveBuild.value),
        ...compareTenants(tenantsHash, liveTenantsHash),
        ...compareCommits(commit, findCommit(liveBuild.value.functions)),
        ...(localBuild.value.isStale
          ? [
              warn(
                'dist was built from other sources or tenants, so the comparison says little',
                'npm run build',
              ),
            ]
          : []),
      ],
      pass(
        `${functions.length} Functions, the names of all assets and the tenants (${tenantsHash}) are the same${commit === undefined ? '' : `, of commit ${commit}`}`,
      ),
    );
  },
};

function compareTenants(local: string | undefined, live: Fact<string>): CheckResult[] {
  if (live.unknown !== undefined) {
    return [warn(`the tenants could not be compared: ${live.unknown.why}`, live.unknown.fix)];
  }
  return live.value === local
    ? []
    : [
        fail(
          `the tenants that are live (${live.value}) differ from those in dist (${local})`,
          'npm run deploy',
        ),
      ];
}

/** Two commits may have the same code. A promotion still needs the right one. */
function compareCommits(local: string | undefined, live: string | undefined): CheckResult[] {
  if (local === live || local === undefined) return [];
  return [
    warn(`live is commit ${live ?? 'unknown'}, dist is ${local}`, 'npm run build; npm run deploy'),
  ];
}

/** Without tenants the build writes both as well. */
const REQUIRED_ASSETS = ['/tenants.json', paths.staticFallback('default')];

function compare(local: LocalBuild, live: LiveBuild): CheckResult[] {
  return [...listAbsent(local, live), ...listDifferences(local, live)];
}

/** What is absent on both sides is no difference, and yet no call is answered without it. */
function listAbsent(local: LocalBuild, live: LiveBuild): CheckResult[] {
  const isIn = ({ assets }: Pick<LocalBuild, 'assets'>, path: string) =>
    assets.some((asset) => asset.path === path);
  return REQUIRED_ASSETS.filter((path) => !isIn(local, path) && !isIn(live, path)).map((path) =>
    fail(`${path} is neither in dist nor deployed`, 'npm run deploy'),
  );
}

function listDifferences(local: LocalBuild, live: LiveBuild): CheckResult[] {
  const differences = [
    ...comparePaths(local.functions, live.functions),
    ...comparePaths(local.assets, live.assets),
    ...local.functions.flatMap(({ path, sha256 }) => {
      const deployed = live.functions.find((candidate) => candidate.path === path);
      return deployed === undefined || deployed.sha256 === sha256
        ? []
        : `${path} differs from the version in dist`;
    }),
  ];
  return differences.map((difference) => fail(difference, 'npm run deploy'));
}

function comparePaths(local: readonly ServedFile[], live: readonly ServedFile[]): string[] {
  const missing = local.flatMap(({ path, visibility }) => {
    const deployed = live.find((candidate) => candidate.path === path);
    if (deployed === undefined) return `${path} is not deployed`;
    return deployed.visibility === visibility
      ? []
      : `${path} is deployed as ${deployed.visibility}, built as ${visibility}`;
  });
  const extra = live
    .filter(({ path }) => local.every((candidate) => candidate.path !== path))
    .map(({ path }) => `${path} is deployed, but not in dist`);
  return [...missing, ...extra];
}
