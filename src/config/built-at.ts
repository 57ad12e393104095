declare const SWITCHBOARD_BUILD_TIME: string | undefined;

/** How the time of a build appears in the built code: builds of one source differ only in it. */
export const BUILD_TIME_MARK = /built at \d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ/g;

export const markBuildTime = (time: Date): string =>
  `built at ${time.toISOString().replace(/\.\d{3}Z$/, 'Z')}`;

/** When this project was built, ISO 8601, UTC; null in unbuilt code. */
export const builtAt: string | null =
  typeof SWITCHBOARD_BUILD_TIME === 'string' ? SWITCHBOARD_BUILD_TIME.slice(-20) : null;
