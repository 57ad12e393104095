import { bounds } from '../config/bounds';
import { type BoundServices, isAllowed, spend } from '../bounds/hourly';
import type { Secret } from '../config/secret';
import type { Logger } from '../log/logger';
import type { Delivery, StaticHeader, Webhook } from '../webhooks/send';
import { deriveTenantSecret } from '../config/tenant-secret';

/** A notification to a tenant. */
export interface SignedNotification {
  readonly tenantId: string;
  readonly webhook: Webhook;
  /** The variable whose secret signs it; undefined = the tenant's own part of the common one. */
  readonly secretEnv: string | undefined;
  /** Sent beside the signature, with the value of a variable. */
  readonly header?: { readonly name: string; readonly valueEnv: string } | undefined;
}

export interface NotificationServices {
  readonly findSecret: (name: string) => Secret | undefined;
  /** Returns the value of a static header; undefined if it is not set, or not usable. */
  readonly findHeaderValue: (name: string) => Secret | undefined;
  readonly send: (webhook: Webhook, secret: Secret, header?: StaticHeader) => Promise<Delivery>;
  /** For what is counted across calls. */
  readonly bounds: BoundServices;
  readonly log: Logger;
}

/**
 * What became of a notification. `unsigned`: there is no secret to sign it with, so it was not
 * sent. `over-bound`: the tenant has had enough in this hour.
 */
export type NotificationOutcome = 'delivered' | 'refused' | 'failed' | 'unsigned' | 'over-bound';

/** The secrets of tenants that name none of their own are derived from it. */
export const DEFAULT_SECRET_ENV = 'SWITCHBOARD_WEBHOOK_SECRET';

/**
 * Sends a notification; never throws. One that does not arrive leaves an error in the log.
 * @param name Prefix of the log events.
 */
export async function deliverWebhook(
  { tenantId, webhook, secretEnv, header: wanted }: SignedNotification,
  name: 'voicemail' | 'recording' | 'report' | 'call_record',
  context: NotificationServices,
): Promise<NotificationOutcome> {
  const { findSecret, send, log } = context;
  const { type, id: webhookId } = webhook;
  const { host } = new URL(webhook.url);
  const named = findSecret(secretEnv ?? DEFAULT_SECRET_ENV);
  if (named === undefined) {
    const message = `The webhook is not sent: ${secretEnv ?? DEFAULT_SECRET_ENV} is not set or not usable`;
    log.error(`${name}.webhook_unsigned`, message, { type, host });
    return 'unsigned';
  }
  const value = wanted && context.findHeaderValue(wanted.valueEnv);
  if (wanted !== undefined && value === undefined) {
    const message = `The webhook is not sent: ${wanted.valueEnv} is not set or not usable`;
    log.error(`${name}.webhook_without_header`, message, { type, host });
    return 'unsigned';
  }
  const header = wanted && value && { name: wanted.name, value };
  const secret = secretEnv === undefined ? deriveTenantSecret(named, tenantId) : named;
  const spent = await spend('webhooksPerTenantHour', tenantId, 1, context.bounds);
  if (!isAllowed(spent)) {
    const message = 'The webhook is not sent: the tenant has had enough of them in this hour';
    log.warn(`${name}.webhook_over_bound`, message, { type, host, webhookId });
    if (spent === 'met') {
      await send(planLimited(webhook.url, tenantId, context), secret, header);
    }
    return 'over-bound';
  }
  const delivery = await send(webhook, secret, header);
  const { tries, problem } = delivery;
  if (delivery.delivered) {
    log.info(`${name}.webhook_sent`, 'The tenant is notified', { type, host, tries });
    return 'delivered';
  }
  const fields = { type, host, tries, problem };
  log.error(`${name}.webhook_failed`, 'The webhook did not arrive', fields);
  return delivery.isRefused ? 'refused' : 'failed';
}

const HOUR_MS = 3_600_000;

/** Says to a tenant that no more webhooks come in this hour: the log has what was not sent. */
function planLimited(url: string, tenantId: string, { bounds: { nowMs } }: NotificationServices) {
  const hour = Math.floor(nowMs() / HOUR_MS);
  const untilIso = new Date((hour + 1) * HOUR_MS).toISOString();
  const data = { tenantId, max: bounds.webhooksPerTenantHour, until: untilIso };
  return { url, id: `webhooks.limited.${tenantId}.${hour}`, type: 'webhooks.limited', data };
}
