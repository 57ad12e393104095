import { existsSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { checkTenantFile } from '../tenants/check-tenant-file';
import type { TenantFile } from '../tenants/schema';
import { CliError } from './cli-error';
import { exitCodes } from './exit-codes';

const NAMES = ['tenants.private.json', 'tenants.protected.json'];

/** The project's tenant file, or its problems. */
export interface ReadTenants {
  /** Path below the project. */
  readonly file: string;
  readonly tenants: TenantFile | undefined;
  readonly problems: readonly string[];
}

/** Reads and checks the project's tenant file. @throws {CliError} when there is none */
export function readTenants(projectFolder: string): ReadTenants {
  const name = NAMES.find((candidate) =>
    existsSync(path.join(projectFolder, 'src/assets', candidate)),
  );
  if (name === undefined) {
    throw new CliError(
      exitCodes.configuration,
      `src/assets has no ${NAMES.join(' and no ')}`,
      'copy sandbox/example/assets/tenants.private.json to src/assets and write your tenants into it',
    );
  }
  const file = `src/assets/${name}`;
  const { file: tenants, problems } = checkTenantFile(
    readFileSync(path.join(projectFolder, file), 'utf8'),
  );
  return { file, tenants, problems };
}

/** Returns the tenants. @throws {CliError} with every problem of a broken file */
export function getTenants(projectFolder: string): TenantFile {
  const { file, tenants, problems } = readTenants(projectFolder);
  if (tenants !== undefined) return tenants;
  throw new CliError(
    exitCodes.configuration,
    [`${file} has problems:`, ...problems].join('\n  '),
    'npm run switchboard -- tenants check',
  );
}
