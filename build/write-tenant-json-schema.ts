import { writeFileSync } from 'node:fs';
import { inProject } from './project';
import { buildTenantJsonSchema } from './tenant-json-schema';

writeFileSync(inProject('tenants.schema.json'), buildTenantJsonSchema());
