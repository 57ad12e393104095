import { paths } from '../../../../src/twilio/urls';
import type { Check } from '../check';
import { skipBecause } from '../fact';
import type { LiveBuild } from '../live-build';
import type { LocalBuild, ServedFile } from '../local-build';
import { type CheckResult, combine, fail, pass, skip, warn } from '../result';

/**
 * Checks that the live build is what was built here. Twilio does not return the contents of assets.
 */
export const deployedCode: Check = {
  id: 'deployed-code',
  run({ liveBuild, localBuild }) {
    if (localBuild.unknown !== undefined) {
      return skip(`not compared: ${localBuild.unknown.why}`, localBuild.unknown.fix);
    }
    if (liveBuild.unknown !== undefined) return skipBecause(liveBuild.unknown);
    const { functions } = localBuild.value;
    return combine(
      [
        ...compare(localBuild.value, liveBuild.value),
        ...(localBuild.value.isStale
          ? [
              warn(
                'dist was built from other sources or tenants, so the comparison says little',
                'npm run build',
              ),
            ]
          : []),
      ],
      pass(`${functions.length} Functions and the names of all assets are the same`),
    );
  },
};

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
