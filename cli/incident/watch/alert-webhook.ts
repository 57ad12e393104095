import { version } from '../../../src/config/version';
import { Secret } from '../../../src/config/secret';
import { HttpConnections } from '../../../src/http/connections';
import { CliError } from '../../core/cli-error';
import type { CommandInput } from '../../core/command';
import { exitCodes } from '../../core/exit-codes';
import { askPatiently } from '../../history/reconcile/ask-patiently';

/** The variable with the address for alerts; set in the operator's shell, not in the Functions. */
export const WEBHOOK_VARIABLE = 'SWITCHBOARD_ALERT_WEBHOOK_URL';

const MAX_TRIES = 4;
const TRY_TIMEOUT_MS = 10_000;

/**
 * Returns the address for alerts: Slack's hold a token, so it is a secret.
 * @throws {CliError} if it is missing or invalid; the error does not contain it
 */
export function readWebhookUrl({
  values,
  environment,
}: Pick<CommandInput, 'values' | 'environment'>): Secret {
  const isOption = values['webhook'] !== undefined;
  const name = isOption ? '--webhook' : WEBHOOK_VARIABLE;
  const text = String((isOption ? values['webhook'] : environment[WEBHOOK_VARIABLE]) ?? '').trim();
  const exitCode = isOption ? exitCodes.usage : exitCodes.configuration;
  if (text === '') {
    throw new CliError(
      exitCode,
      `${name} is not set: nobody would be notified`,
      `export ${WEBHOOK_VARIABLE}=https://hooks.slack.com/services/…, or --dry-run`,
    );
  }
  if (isSafeUrl(text)) return new Secret(text);
  throw new CliError(exitCode, `${name} is no https address (http for this machine only)`);
}

function isSafeUrl(text: string): boolean {
  if (!URL.canParse(text)) return false;
  const { protocol, hostname } = new URL(text);
  const isLoopback = ['localhost', '127.0.0.1', '[::1]'].includes(hostname);
  return protocol === 'https:' || (isLoopback && protocol === 'http:');
}

/**
 * Posts a message, again if the receiver does not answer, is busy or fails; waits as long as it
 * asks.
 * @returns why it was refused, without the address; undefined if it was accepted
 */
export async function postAlert(url: Secret, message: object): Promise<string | undefined> {
  const http = new HttpConnections().client('fresh');
  const body = JSON.stringify(message);
  const tried = await askPatiently(
    async () => {
      try {
        const { status, headers } = await http.request<unknown>({
          method: 'POST',
          url: url.reveal(),
          headers: {
            'Content-Type': 'application/json',
            'User-Agent': `vapi-switchboard/${version}`,
          },
          data: body,
          timeout: TRY_TIMEOUT_MS,
        });
        if (status >= 200 && status < 300) return { value: undefined };
        const problem = `the webhook answered ${status}`;
        if (status !== 429 && status < 500) return { value: problem };
        return { problem, retryAfter: headers['retry-after'] as unknown };
      } catch (error) {
        // Only a code: the message and the request hold the address.
        const { code } = Object(error) as { code?: unknown };
        const word = typeof code === 'string' ? code : 'no answer';
        return { problem: `the webhook cannot be reached (${word})` };
      }
    },
    { maxTries: MAX_TRIES },
  );
  return tried.problem ?? tried.value;
}
