import { CliError } from '../../core/cli-error';
import { exitCodes } from '../../core/exit-codes';
import { toCliError, type TwilioClient } from '../../core/twilio-client';
import { askPatiently, type Patience } from './ask-patiently';

export interface TwilioPage {
  readonly body: Readonly<Record<string, unknown>>;
}

/** What Twilio's client returns; its own type says `any`. */
interface RawAnswer {
  readonly statusCode: number;
  readonly body: unknown;
  readonly headers: unknown;
}

/** Twilio's HTTP statuses after which a retry may succeed; reading twice does no harm. */
const isPassing = (status: number): boolean => status === 429 || status >= 500;

/**
 * Reads one page of a list, and waits while Twilio is too busy.
 * @throws {CliError} saying what Twilio answered: 3 for credentials, 4 for everything else
 */
export async function readTwilioPage(
  client: TwilioClient,
  what: string,
  address: { readonly uri: string },
  patience?: Patience,
): Promise<TwilioPage['body']> {
  const body = await readTwilioResource(client, what, address, patience);
  if (body !== undefined) return body;
  throw toCliError(what, { status: 404 });
}

/**
 * Reads one resource, and waits while Twilio is too busy.
 * @returns undefined where the account has no such thing
 * @throws {CliError} saying what Twilio answered: 3 for credentials, 4 for everything else
 */
export async function readTwilioResource(
  client: TwilioClient,
  what: string,
  address: { readonly uri: string },
  patience?: Patience,
): Promise<TwilioPage['body'] | undefined> {
  let lastError: unknown;
  const { value } = await askPatiently<{ readonly body: TwilioPage['body'] | undefined }>(
    async () => {
      try {
        const answer: unknown = await client.request({ method: 'get', uri: address.uri });
        const { statusCode, body, headers } = answer as RawAnswer;
        if (statusCode >= 200 && statusCode < 300) return { value: { body: parseBody(body) } };
        if (statusCode === 404) return { value: { body: undefined } };
        lastError = { status: statusCode, code: parseBody(body)['code'] };
        if (!isPassing(statusCode)) throw toCliError(what, lastError);
        const { 'retry-after': retryAfter } = Object(headers) as Record<string, unknown>;
        return { problem: String(statusCode), retryAfter };
      } catch (error) {
        if (error instanceof CliError) throw error;
        lastError = error;
        return { problem: 'no answer' };
      }
    },
    patience,
  );
  if (value !== undefined) return value.body;
  throw toCliError(what, lastError);
}

function parseBody(body: unknown): Readonly<Record<string, unknown>> {
  try {
    const parsed: unknown = typeof body === 'string' ? JSON.parse(body) : body;
    return Object(parsed) as Readonly<Record<string, unknown>>;
  } catch {
    return {};
  }
}

/** Returns the list in a page. @throws {CliError} if it has none */
export function listOf(
  body: TwilioPage['body'],
  key: string,
  what: string,
): readonly Readonly<Record<string, unknown>>[] {
  const list = body[key];
  if (Array.isArray(list)) return list as Readonly<Record<string, unknown>>[];
  throw new CliError(exitCodes.vendor, `${what}: Twilio gave an answer that cannot be read`);
}

/** The maximum that Twilio accepts. */
const PAGE_SIZE = 1_000;

/** Returns the address of an account at the API that the client asks. */
export function buildAccountAddress({ api }: TwilioClient, accountSid: string): string {
  return `${api.baseUrl}/2010-04-01/Accounts/${accountSid}`;
}

/**
 * Returns the address of the first page of a number's calls, or of all of the account's.
 * @param account - its address
 */
export function buildCallsAddress(
  account: string,
  phoneNumber: string | undefined,
  { fromMs, untilMs }: { readonly fromMs: number; readonly untilMs: number },
): string {
  const query = new URLSearchParams({
    ...(phoneNumber === undefined ? {} : { To: phoneNumber }),
    'StartTime>': toWholeSeconds(fromMs),
    'StartTime<': toWholeSeconds(untilMs),
    PageSize: String(PAGE_SIZE),
  });
  return `${account}/Calls.json?${query.toString()}`;
}

/** Returns the address of the first page of the account's messages. @param account - its address */
export function buildMessagesAddress(
  account: string,
  { fromMs, untilMs }: { readonly fromMs: number; readonly untilMs: number },
): string {
  const query = new URLSearchParams({
    'DateSent>': toWholeSeconds(fromMs),
    'DateSent<': toWholeSeconds(untilMs),
    PageSize: String(PAGE_SIZE),
  });
  return `${account}/Messages.json?${query.toString()}`;
}

/** Returns the address of the page after this one; undefined after the last. */
export function findNextAddress(body: TwilioPage['body'], account: string): string | undefined {
  const next = body['next_page_uri'];
  if (typeof next !== 'string' || next === '') return undefined;
  const { origin } = new URL(account);
  const url = new URL(next, origin);
  // Credentials go with the request, so it must go to Twilio's own API.
  return url.origin === origin ? url.href : undefined;
}

function toWholeSeconds(ms: number): string {
  return new Date(ms).toISOString().replace(/\.\d{3}Z$/, 'Z');
}
