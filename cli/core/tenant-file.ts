import { readFileSync } from 'node:fs';
import {
  locateTenantFile,
  TENANT_FILE_NAMES,
  type TenantFileLocation,
  TenantsFileError,
} from '../../src/config/tenants-file';
import { parseTenantFile } from '../../src/operator-files/parse-tenant-file';
import type { TenantFile } from '../../src/tenants/schema';
import { CliError } from './cli-error';
import type { CommandInput } from './command';
import { exitCodes } from './exit-codes';

/** The tenants that a command works with. */
export type TenantProject = Pick<CommandInput, 'projectFolder' | 'environment'>;

/** The project's tenant file, or its problems. */
export interface ReadTenants {
  /** Path below the project, or as the environment names it. */
  readonly file: string;
  readonly tenants: TenantFile | undefined;
  readonly problems: readonly string[];
  /** What works, but perhaps not as meant. */
  readonly warnings: readonly string[];
}

/** Returns where the project's tenants are. @throws {CliError} if that is unclear */
export function locateTenants(project: TenantProject): TenantFileLocation | undefined {
  try {
    return locateTenantFile(project.projectFolder, project.environment);
  } catch (error) {
    if (!(error instanceof TenantsFileError)) throw error;
    throw new CliError(exitCodes.configuration, error.message, error.fix);
  }
}

/** Reads and checks the project's tenant file. @throws {CliError} if there is none */
export function readTenants(project: TenantProject): ReadTenants {
  const location = locateTenants(project);
  if (location === undefined) {
    throw new CliError(
      exitCodes.configuration,
      `src/assets has no ${TENANT_FILE_NAMES.join(' and no ')}`,
      'copy sandbox/example/assets/tenants.private.json to src/assets and write your tenants into it',
    );
  }
  const { file, problems, warnings } = parseTenantFile(readFileSync(location.file));
  return { file: location.shown, tenants: file, problems, warnings };
}

/** Returns the tenants. @throws {CliError} with every problem of a broken file */
export function getTenants(project: TenantProject): TenantFile {
  const { file, tenants, problems } = readTenants(project);
  if (tenants !== undefined) return tenants;
  throw new CliError(
    exitCodes.configuration,
    [`${file} has problems:`, ...problems].join('\n  '),
    'npm run switchboard -- tenants check',
  );
}
