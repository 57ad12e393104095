import type { BuildReport } from './build';

/** Prints what was built into `dist`. */
export function printBuild({ functions, files, tenantFile, tenants, warnings }: BuildReport): void {
  for (const { path, bytes } of functions) {
    console.log(`dist/${path}  ${(bytes / 1024).toFixed(0)} kB`);
  }
  for (const file of files) console.log(`dist/assets/${file}`);
  for (const warning of warnings) console.warn(`warning: ${warning}`);
  const { length } = tenants.ids;
  if (length === 0) console.log('No tenants: VAPI_ASSISTANT_ID answers every call.');
  else console.log(`${length} ${length === 1 ? 'tenant' : 'tenants'} of ${tenantFile}, all valid`);
}
