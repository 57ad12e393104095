import { createHash } from 'node:crypto';
import { buildSync } from 'esbuild';
import { inProject } from './project';

let fingerprint: string | undefined;

/**
 * Returns the fingerprint of the code that checks tenant files. The build leaves it in the file that it
 * has checked and in the Functions: those of another version check the file again.
 */
export function fingerprintTenantChecks(): string {
  if (fingerprint !== undefined) return fingerprint;
  const { outputFiles } = buildSync({
    entryPoints: [inProject('src', 'tenants', 'check-tenant-file.ts')],
    bundle: true,
    write: false,
    platform: 'node',
    minifyWhitespace: true,
  });
  const hash = createHash('sha256');
  for (const { contents } of outputFiles) hash.update(contents);
  fingerprint = hash.digest('hex').slice(0, 16);
  return fingerprint;
}
