import { mkdirSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import twilio from 'twilio';
import { planFallback } from '../src/tenants/fallback';
import type { TenantFile } from '../src/tenants/schema';
import { resolveTenant, type UsableEntry } from '../src/tenants/tenant';
import { getFallbackId } from '../src/twilio/urls';
import { buildVoiceTwiml } from '../src/twiml/build-voice-twiml';

const NO_ENVIRONMENT = { assistantId: undefined, phoneNumberId: undefined };

/**
 * Writes what each tenant's callers hear when our Functions cannot be reached: one TwiML file per
 * tenant, and `default` for numbers without one. Protected, as it names the business. The numbers'
 * fallback URLs point at them, so they must need none of our code.
 * @returns paths below the assets folder
 */
export function buildStaticFallbacks(assetsFolder: string, file: TenantFile): string[] {
  // Inside Twilio's runtime this global is there already.
  Object.assign(globalThis, { Twilio: twilio });
  const { length } = file.tenants;
  const served = file.tenants.filter(({ id }) => getFallbackId(id, length) === id);
  const entries: UsableEntry[] = [...served, { id: 'default' }];
  mkdirSync(path.join(assetsFolder, 'fallback'), { recursive: true });
  return entries.map((entry) => {
    const tenant = resolveTenant(entry, file.defaults, NO_ENVIRONMENT);
    const name = path.join('fallback', `${tenant.id}.protected.xml`);
    const twiml = buildVoiceTwiml({ kind: 'fallback', actions: planFallback(tenant) });
    writeFileSync(path.join(assetsFolder, name), String(twiml));
    return name;
  });
}
