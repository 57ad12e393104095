import { readFileSync } from 'node:fs';
import { inProject } from '../../build/project';

/**
 * Returns the whole tenant files that docs/front-door.md shows, as they are written there, by the id of
 * their only tenant: demo and tests play what the page shows.
 */
export function readFrontDoorTenants(): ReadonlyMap<string, string> {
  const page = readFileSync(inProject('docs', 'front-door.md'), 'utf8');
  const files = [...page.matchAll(/```json\n(.*?)```/gs)]
    .map(([, text = '']) => text)
    .filter((text) => text.includes('"tenants"'));
  return new Map(files.map((text) => [readOnlyTenant(text).id, text]));
}

/** Returns the tenant of a file that has one. */
export function readOnlyTenant(text: string): { readonly id: string } {
  const { tenants } = JSON.parse(text) as { tenants: { readonly id: string }[] };
  const [tenant, ...others] = tenants;
  if (tenant === undefined || others.length > 0) throw new Error(`not one tenant: ${text}`);
  return tenant;
}
