declare const SWITCHBOARD_BUILD_COMMIT: string | undefined;

/** How the commit of a build stands in the built code. Builds of the same code differ in it. */
export const BUILD_COMMIT_MARK = /built of (unknown|[0-9a-f]{12}(?:-changed)?)/g;

export const markBuildCommit = (commit: string | undefined): string =>
  `built of ${commit ?? 'unknown'}`;

/** The commit that was built, with `-changed` where files differed from it; `unknown` without Git. */
export const buildCommit: string =
  typeof SWITCHBOARD_BUILD_COMMIT === 'string'
    ? SWITCHBOARD_BUILD_COMMIT.slice('built of '.length)
    : 'unknown';
