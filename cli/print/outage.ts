import type { Outage } from '../../src/config/outage';

/** Returns the end of a sentence: whose calls the switch is on for. */
export function formatOutage({ all, tenantIds, apiKeyEnvs, groups }: Outage): string {
  if (all) return 'on for every call';
  const whose = [
    ...apiKeyEnvs.map((name) => `key ${name}`),
    ...groups.map((group) => `group ${group}`),
    ...tenantIds,
  ];
  return whose.length === 0 ? 'off' : `on for ${whose.join(', ')}`;
}

/** Returns a time as Twilio writes them: UTC, whole seconds. */
export function formatTime(time: Date): string {
  return time.toISOString().replace(/\.\d{3}Z$/, 'Z');
}
