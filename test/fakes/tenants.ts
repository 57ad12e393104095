import { parseCaller } from '../../src/phone/caller';
import { resolveTenant, type Tenant, type UsableEntry } from '../../src/tenants/tenant';
import { buildChainServices } from '../../src/twilio/chain-links';

/** Numbers of a tenant, of a caller, and of people who may be rung. */
export const OWN = '+12025550101';
export const CALLER = '+12025550143';
export const PERSON = '+12025550171';
export const COLLEAGUE = '+12025550172';
export const THIRD = '+12025550173';

/** A tenant with the defaults of an empty file. */
export const tenantOf = (entry: UsableEntry = {}): Tenant =>
  resolveTenant(entry, {}, { assistantId: undefined, phoneNumberId: undefined });

/** What a chain of Functions is planned with, for a call from here to there. */
export const contextOf = (from: string = CALLER, calledNumber: string = OWN) =>
  buildChainServices({ calledNumber, caller: parseCaller(from), forwardedFrom: undefined });
