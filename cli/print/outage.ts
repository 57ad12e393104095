import type { Outage } from '../../src/config/outage';

/** Returns the end of a sentence: whose calls the switch is on for. */
export function formatOutage({ all, tenantIds }: Outage): string {
  if (all) return 'on for every call';
  return tenantIds.length === 0 ? 'off' : `on for ${tenantIds.join(', ')}`;
}

/** Returns a time as Twilio writes them: UTC, whole seconds. */
export function formatTime(time: Date): string {
  return time.toISOString().replace(/\.\d{3}Z$/, 'Z');
}
