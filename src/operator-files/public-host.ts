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

function describePrivate(id: string, entry: TenantDefaults): string[] {
  return listWebhooks(entry)
    .filter(({ url }) => !isPublicHost(new URL(url).hostname))
    .map(
      ({ part }) =>
        `${id}: the webhook of ${part} is at a private address, which only npm start reaches; write a public one`,
    );
}

interface NamedWebhook {
  readonly part: string;
  readonly url: string;
}

/** Returns every webhook, wherever a tenant has one. */
function listWebhooks(value: object, path: readonly string[] = []): NamedWebhook[] {
  return Object.entries(value).flatMap(([name, part]: [string, unknown]) => {
    if (typeof part !== 'object' || part === null) return [];
    const { url } = part as { readonly url?: unknown };
    return name === 'webhook' && typeof url === 'string'
      ? [{ part: path.join('.'), url }]
      : listWebhooks(part, [...path, name]);
  });
}
