import { randomUUID } from 'node:crypto';
import { writeFileSync } from 'node:fs';
import path from 'node:path';
import { formatTenantFile } from '../src/tenants/tenant-file';
import { makeScratchFolder } from './scratch-folder';

/** A tenant file of a given size, and the number of its last tenant. */
export interface BenchTenantFile {
  readonly file: string;
  readonly lastNumber: string;
}

/** Writes a tenant file in the form of the build. */
export function writeTenantFile(tenantCount: number): BenchTenantFile {
  const numberOf = (index: number) => `+1555${String(1_000_000 + index)}`;
  const tenants = Array.from({ length: tenantCount }, (_unused, index) => ({
    id: `tenant-${index}`,
    name: `Business number ${index}`,
    numbers: [numberOf(index)],
    assistant: { assistantId: randomUUID() },
    language: 'de-DE',
    variables: { openingHours: 'Mon-Fri 9 to 5', address: '1 Main Street' },
  }));
  const file = path.join(makeScratchFolder(), 'tenants.json');
  writeFileSync(file, formatTenantFile({ tenants }));
  return { file, lastNumber: numberOf(tenantCount - 1) };
}
