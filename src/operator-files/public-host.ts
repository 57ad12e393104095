import ipaddr from 'ipaddr.js';
import type { TenantDefaults, TenantFile } from '../tenants/schema';

const PRIVATE_NAME = /(^|\.)(localhost|local|internal|intranet|lan|home\.arpa)$/;

/**
 * Returns whether a host may be on the public network. What a name resolves to is not asked: its
 * owner can change that at any time.
 * @param hostname As `URL` writes it.
 */
export function isPublicHost(hostname: string): boolean {
  const host = hostname
    .replace(/^\[|\]$/g, '')
    .replace(/\.$/, '')
    .toLowerCase();
  if (!ipaddr.isValid(host)) return host.includes('.') && !PRIVATE_NAME.test(host);
  return ipaddr.process(host).range() === 'unicast';
}

/** Returns the webhooks to addresses that only this machine or its network has, each as a sentence. */
export function listPrivateWebhooks({ defaults, tenants }: TenantFile): string[] {
  return [
    ...describePrivate('defaults', defaults),
    ...tenants.flatMap((entry) => describePrivate(entry.id, entry)),
  ];
}

function describePrivate(id: string, { reports, recording, voicemail }: TenantDefaults): string[] {
  const webhooks = {
    reports: reports?.webhook,
    'recording.notify': recording?.notify?.webhook,
    'voicemail.notify': voicemail?.notify?.webhook,
  };
  return Object.entries(webhooks)
    .filter(([, webhook]) => webhook !== undefined && !isPublicHost(new URL(webhook.url).hostname))
    .map(([part]) => `${id}: the webhook of ${part} is at a private address; write a public one`);
}
