import { readConfig } from '../../../src/config/config';
import { settings } from '../../../src/config/settings';
import { DEFAULT_SECRET_ENV } from '../../../src/notifications/deliver-webhook';
import { deriveTenantSecret } from '../../../src/config/tenant-secret';
import { CliError } from '../../core/cli-error';
import type { Command } from '../../core/command';
import { exitCodes } from '../../core/exit-codes';
import { checkTenantIds, readTenantIds, tenantOption } from '../../core/tenant-option';

/** `switchboard tenants secret`: what a tenant verifies its webhooks with. */
export const tenantsSecret: Command = {
  summary: 'prints the secret by which a tenant verifies its webhooks',
  details: `Webhooks to a tenant that names no secretEnv are signed with a secret of that tenant alone. It is derived from
${DEFAULT_SECRET_ENV} in .env and printed here, so that you can hand it over. It is not in the
--json document.

  --tenant       the tenant's id`,
  examples: [
    'npm run switchboard -- tenants secret --tenant riverside-dental',
    'npm run --silent switchboard -- tenants secret --tenant riverside-dental',
  ],
  options: tenantOption,
  run(input) {
    const [tenantId, ...others] = readTenantIds(input);
    if (tenantId === undefined || others.length > 0) {
      const fix = 'npm run switchboard -- tenants secret --tenant <id>';
      throw new CliError(exitCodes.usage, 'one tenant is needed: each has its own secret', fix);
    }
    checkTenantIds([tenantId], input);
    const { config } = readConfig(input.environment);
    const secret = config.findWebhookSecret(DEFAULT_SECRET_ENV);
    if (secret === undefined) {
      throw new CliError(
        exitCodes.configuration,
        `${DEFAULT_SECRET_ENV} ${config.explainSecret(DEFAULT_SECRET_ENV, settings.SWITCHBOARD_WEBHOOK_SECRET)}`,
        `run \`openssl rand -hex 24\`, put its output after ${DEFAULT_SECRET_ENV}= in .env`,
      );
    }
    return Promise.resolve({
      data: { tenantId, derivedFrom: DEFAULT_SECRET_ENV },
      problems: [],
      text: deriveTenantSecret(secret, tenantId).reveal(),
      exitCode: exitCodes.done,
    });
  },
};
