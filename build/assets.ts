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
import { addHoldMusic } from './add-hold-music';
import { BuildError } from './project';
import { buildStaticFallbacks } from './static-fallbacks';

/** The two names under which the tenants can lie; the second is fetched by a signed request. */
export const TENANT_FILES = ['tenants.private.json', 'tenants.protected.json'] as const;

/** Assets that anybody may fetch, as paths below src/assets. All others must not be public. */
const PUBLIC_ASSETS: readonly string[] = [];

/** The deploy tools read the access word right before the extension; without it a file is public. */
const HAS_ACCESS_WORD = /(^|\/)[\w-]+\.(private|protected)\.(?!map$|ts$)\w+$/;

/** Private assets may have at most this size. @see https://www.twilio.com/docs/serverless/functions-assets */
const MAX_BYTES = { private: 10 * 1024 * 1024, protected: 25 * 1024 * 1024 };

/** What became of the assets. */
export interface BuiltAssets {
  readonly files: readonly string[];
  readonly tenantCount: number;
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
  checkNames(files);

  const tenants = readTenantFile(assetsFolder);
  const target = path.join(outputFolder, 'assets');
  mkdirSync(target, { recursive: true });
  for (const file of files) {
    mkdirSync(path.dirname(path.join(target, file)), { recursive: true });
    copyFileSync(path.join(assetsFolder, file), path.join(target, file));
  }
  writeTenantFile(target, tenants);
  const fallbacks = buildStaticFallbacks(target, tenants.file);
  const music = addHoldMusic(target, tenants.file);
  return { files: [...files, ...fallbacks, ...music], tenantCount: tenants.file.tenants.length };
}

function checkNames(files: readonly string[]): void {
  const isTenantFile = (file: string) => TENANT_FILES.some((name) => name === file);
  const problems = files.flatMap((file) => {
    if (/(^|\/)tenants[^/]*$/i.test(file) && !isTenantFile(file)) {
      return [
        `${file}: would be uploaded beside the tenant file; its names are ${TENANT_FILES.join(' and ')}`,
      ];
    }
    if (PUBLIC_ASSETS.includes(file) || (HAS_ACCESS_WORD.test(file) && !/(^|\/)\./.test(file)))
      return [];
    return [`${file}: would be public; name it *.private.* or *.protected.*, or move it out`];
  });
  if (problems.length > 0) {
    throw new BuildError('src/assets holds files that must not be uploaded like this.', problems);
  }
}

/** A checked tenant file and the asset that it becomes. */
interface BuiltTenantFile {
  readonly name: string;
  readonly file: TenantFile;
  readonly text: string;
}

/** A project without tenants gets an empty file: looking for one would cost every call time. */
function readTenantFile(source: string): BuiltTenantFile {
  const names = TENANT_FILES.filter((name) => existsSync(path.join(source, name)));
  const [name, second] = names;
  if (name === undefined) {
    const file: TenantFile = { defaults: {}, tenants: [] };
    return { name: TENANT_FILES[0], file, text: formatTenantFile(file) };
  }
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
  return { name, file, text };
}

function writeTenantFile(target: string, { name, text }: BuiltTenantFile): void {
  writeFileSync(path.join(target, name), text);
}
