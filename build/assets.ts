import {
  copyFileSync,
  existsSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  writeFileSync,
} from 'node:fs';
import path from 'node:path';
import { checkTenantFile } from '../src/tenants/check-tenant-file';
import { formatTenantFile } from '../src/tenants/tenant-file';
import type { TenantFile } from '../src/tenants/schema';
import { BuildError } from './project';
import { buildStaticFallbacks } from './static-fallbacks';

/** The two names under which the tenants can lie; the second is fetched by a signed request. */
export const TENANT_FILES = ['tenants.private.json', 'tenants.protected.json'] as const;

/** Everything under the assets folder is uploaded, so what is not meant for it must not be there. */
const NEVER_AN_ASSET = /(\.map|\.d\.ts|\.ts|(^|\/)\.[^/]+)$/;

/** Private assets may have at most this size. @see https://www.twilio.com/docs/serverless/functions-assets */
const MAX_BYTES = { private: 10 * 1024 * 1024, protected: 25 * 1024 * 1024 };

/** What became of the assets. */
export interface BuiltAssets {
  readonly files: readonly string[];
  /** Undefined where the project has no tenant file. */
  readonly tenantCount: number | undefined;
}

/**
 * Copies the assets into the output folder, the tenant file checked and in the form that is looked up,
 * and writes the tenants' static fallbacks.
 * @throws {BuildError} with every problem of the tenant file, or the names of files that are no assets
 */
export function buildAssets(outputFolder: string, assetsFolder: string): BuiltAssets {
  const files = readdirSync(assetsFolder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => path.relative(assetsFolder, path.join(entry.parentPath, entry.name)));
  const strangers = files.filter((file) => NEVER_AN_ASSET.test(file));
  if (strangers.length > 0) {
    throw new BuildError('src/assets holds files that must not be uploaded.', strangers);
  }

  const target = path.join(outputFolder, 'assets');
  mkdirSync(target, { recursive: true });
  for (const file of files) {
    mkdirSync(path.dirname(path.join(target, file)), { recursive: true });
    copyFileSync(path.join(assetsFolder, file), path.join(target, file));
  }
  const tenants = buildTenantFile(assetsFolder, target);
  const fallbacks = buildStaticFallbacks(target, tenants ?? { defaults: {}, tenants: [] });
  return { files: [...files, ...fallbacks], tenantCount: tenants?.tenants.length };
}

function buildTenantFile(source: string, target: string): TenantFile | undefined {
  const names = TENANT_FILES.filter((name) => existsSync(path.join(source, name)));
  const [name, second] = names;
  if (name === undefined) return undefined;
  if (second !== undefined) {
    throw new BuildError('There are two tenant files; only the first would be read.', names);
  }
  const { file, problems } = checkTenantFile(readFileSync(path.join(source, name), 'utf8'));
  if (file === undefined) throw new BuildError(`src/assets/${name} has problems:`, problems);

  const text = formatTenantFile(file);
  const bytes = Buffer.byteLength(text);
  const maxBytes = MAX_BYTES[name === 'tenants.private.json' ? 'private' : 'protected'];
  if (bytes > maxBytes) {
    throw new BuildError(`src/assets/${name} is too large for Twilio.`, [
      `${bytes} bytes of at most ${maxBytes}; a protected asset may have 25 MB`,
    ]);
  }
  writeFileSync(path.join(target, name), text);
  return file;
}
