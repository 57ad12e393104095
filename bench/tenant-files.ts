import { writeFileSync } from 'node:fs';
import path from 'node:path';
import { fingerprintTenantChecks } from '../build/tenant-checks';
import { checkTenantFile } from '../src/tenants/check-tenant-file';
import { formatTenantFile } from '../src/tenants/tenant-file';
import { makeScratchFolder } from './scratch-folder';

/** A tenant file of a given size, and the number of its last tenant. */
export interface BenchTenantFile {
  readonly file: string;
  /** The same as somebody else would write it: it says nothing of any checks. */
  readonly uncheckedFile: string;
  readonly lastNumber: string;
}

const ASSISTANT_ID = '3f0c5e0a-58c1-4a6e-9d5b-0d3f7a1b2c01';

/** @param parts What each tenant has besides what all have. */
export function writeTenantFile(tenantCount: number, parts: object = {}): BenchTenantFile {
  const numberOf = (index: number) => `+1555${String(1_000_000 + index)}`;
  const tenants = Array.from({ length: tenantCount }, (_unused, index) => ({
    id: `tenant-${index}`,
    name: `Business number ${index}`,
    numbers: [numberOf(index)],
    assistant: { assistantId: ASSISTANT_ID },
    language: 'de-DE',
    variables: { openingHours: 'Mon-Fri 9 to 5', address: '1 Main Street' },
    ...parts,
  }));
  const { file: checked, problems } = checkTenantFile(JSON.stringify({ tenants }));
  if (checked === undefined) throw new Error(problems.join('\n'));
  const folder = makeScratchFolder();
  const write = (name: string, text: string) => {
    const file = path.join(folder, name);
    writeFileSync(file, text);
    return file;
  };
  return {
    file: write(
      'tenants.json',
      formatTenantFile({ ...checked, checkedBy: fingerprintTenantChecks() }),
    ),
    uncheckedFile: write('unchecked.json', formatTenantFile(checked)),
    lastNumber: numberOf(tenantCount - 1),
  };
}
