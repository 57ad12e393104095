import { toJsonSchema } from '@valibot/to-json-schema';
import { tenantFileSchema } from '../src/tenants/schema';

/** Returns the text of tenants.schema.json, which editors check and complete the tenant file with. */
export function buildTenantJsonSchema(): string {
  const schema = toJsonSchema(tenantFileSchema, { errorMode: 'ignore', typeMode: 'input' });
  return `${JSON.stringify({ title: 'Tenants of vapi-switchboard', ...schema }, null, 2)}\n`;
}
