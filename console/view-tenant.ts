import type { ClosedByHand } from '../src/config/closed-by-hand';
import { decideHours } from '../src/tenants/hours';
import type { TenantEntry, TenantFile } from '../src/tenants/schema';
import { NO_ENVIRONMENT, resolveTenant } from '../src/tenants/tenant';
import type { TenantView } from './protocol';

/** Returns what the page shows of a tenant at a moment. */
export function viewTenant(
  entry: TenantEntry,
  defaults: TenantFile['defaults'],
  { at, byHand }: { readonly at: Date; readonly byHand?: ClosedByHand | undefined },
): TenantView {
  const { id, name, numbers } = entry;
  const { language, languages, hours, queue } = resolveTenant(entry, defaults, NO_ENVIRONMENT);
  const { isOpen, opensAt } = decideHours(hours, at, byHand);
  const always = hours === undefined && byHand === undefined;
  const openOrClosed = isOpen ? 'open' : 'closed';
  return {
    id,
    name,
    numbers,
    languages: [...new Set([language, ...(languages?.menu ?? []).map((line) => line.language)])],
    hasQueue: queue !== undefined,
    timeZone: hours?.timeZone,
    hours: {
      state: always ? 'always' : openOrClosed,
      opensAt: opensAt?.toISOString(),
      isClosedByHand: byHand !== undefined,
    },
  };
}
