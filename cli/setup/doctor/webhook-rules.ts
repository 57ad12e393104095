import { askTwilio, type TwilioClient } from '../../core/twilio-client';

/** A rule of the account: which settings Twilio uses for webhooks to some URLs. */
export interface WebhookRule {
  readonly id: string;
  /** `EXACT_MATCH`, `PREFIX_MATCH` or `DEFAULT`. */
  readonly matchType: string;
  /** The URL or its beginning; undefined for the default rule. */
  readonly match: string | undefined;
  /** How webhooks under this rule are signed; empty = with the Auth Token, as usual. */
  readonly signatures: readonly WebhookSignature[];
}

/** How a setting signs other than with the Auth Token. */
export interface WebhookSignature {
  readonly settingId: string;
  /** Undefined = not signed at all. */
  readonly sharedKeyId: string | undefined;
}

/** Twilio keeps 50 of each per account. */
const MAX_LISTED = 100;

/**
 * Returns the account's rules for webhooks. Public beta: not every account has them.
 * @see https://www.twilio.com/docs/usage/webhooks/webhook-rules
 * @throws {CliError}
 */
export async function listWebhookRules(client: TwilioClient): Promise<WebhookRule[]> {
  const { rules, settings } = client.webhooks.v1;
  const listed = await askTwilio('listing webhook rules', rules.list({ limit: MAX_LISTED }));
  if (listed.length === 0) return [];
  const known = await askTwilio('listing webhook settings', settings.list({ limit: MAX_LISTED }));
  const signatures = new Map(known.map(({ id, signature }) => [id, readSignature(id, signature)]));
  return listed.map(({ id = '', matchType = '', value, prefix, settings: used = [] }) => ({
    id,
    matchType,
    match: value ?? prefix,
    signatures: used.flatMap(({ settingId }) => signatures.get(settingId) ?? []),
  }));
}

function readSignature(settingId: string, signature: unknown): WebhookSignature | undefined {
  const { type, sharedKeyId } = Object(signature) as { type?: unknown; sharedKeyId?: unknown };
  if (typeof sharedKeyId === 'string') return { settingId, sharedKeyId };
  const isUnsigned = typeof type === 'string' && type.toLowerCase() === 'none';
  return isUnsigned ? { settingId, sharedKeyId: undefined } : undefined;
}

/**
 * Returns the rule that Twilio uses for a URL: an exact one, then the longest prefix, then the
 * default.
 */
export function findRule(url: string, rules: readonly WebhookRule[]): WebhookRule | undefined {
  const prefixes = rules
    .filter(({ matchType, match }) => matchType === 'PREFIX_MATCH' && url.startsWith(match ?? ' '))
    .sort((a, b) => (b.match ?? '').length - (a.match ?? '').length);
  return (
    // It is not documented whether the query counts; ours differs from call to call.
    rules.find(
      ({ matchType, match }) => matchType === 'EXACT_MATCH' && match?.split('?')[0] === url,
    ) ??
    prefixes[0] ??
    rules.find(({ matchType }) => matchType === 'DEFAULT')
  );
}
