import { buildCommit } from './build-commit';
import { version } from './version';

/** Names what runs, for the log: `0.1.0+b68794a3c0de`. @see https://semver.org/#spec-item-10 */
export const build = `${version}+${buildCommit}`;
