declare const SWITCHBOARD_BUILD_VERSION: string | undefined;

/** This project's version: package.json's once built, `development` in unbuilt code. */
export const version: string =
  typeof SWITCHBOARD_BUILD_VERSION === 'string' ? SWITCHBOARD_BUILD_VERSION : 'development';
