import { protectedPaths } from '../../../../src/twilio/urls';
import type { Check } from '../check';
import { skipBecause } from '../fact';
import { pass, skip, warn, combine } from '../result';
import { findRule, type WebhookRule } from '../webhook-rules';

const RULES = 'https://webhooks.twilio.com/v1/Webhooks/Rules';

/**
 * Checks that Twilio signs its requests to us with the Auth Token, the only key that our URLs
 * accept.
 */
export const webhookSigning: Check = {
  id: 'webhook-signing',
  asks: ['deployment', 'webhookRules'],
  run({ deployment, webhookRules }) {
    if (deployment.unknown !== undefined) return skipBecause(deployment.unknown);
    const { unknown } = webhookRules;
    if (unknown?.kind === 'inherited') return skipBecause(unknown);
    // A beta that an account may not have, so not a reason to fail.
    if (unknown !== undefined) return skip(`webhook rules could not be seen: ${unknown.why}`);
    const { domainName } = deployment.value;
    const used = protectedPaths.map((path) =>
      findRule(`https://${domainName}${path}`, webhookRules.value),
    );
    const rules = new Set(used.filter((rule) => rule !== undefined));
    const warnings = [...rules].flatMap((rule) => describe(rule) ?? []);
    return combine(
      warnings.map((found) =>
        warn(found, `point the rule at a setting without a signature: PATCH ${RULES}/{id}`),
      ),
      pass('no webhook rule signs requests to us with another key'),
    );
  },
};

function describe({ id, match, signatures }: WebhookRule): string | undefined {
  const [signature] = signatures;
  if (signature === undefined) return undefined;
  const { settingId, sharedKeyId } = signature;
  const how = sharedKeyId === undefined ? 'are not signed' : `are signed with ${sharedKeyId}`;
  return `webhooks to ${match ?? 'all other URLs'} ${how} (rule ${id}, setting ${settingId}); our URLs know the Auth Token only, and may refuse every call`;
}
