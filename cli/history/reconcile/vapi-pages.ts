import type { Readable } from 'node:stream';
import { type AxiosInstance, isAxiosError } from 'axios';
import type { Secret } from '../../../src/config/secret';
import { CliError } from '../../core/cli-error';
import { exitCodes } from '../../core/exit-codes';
import { askPatiently, type Patience } from './ask-patiently';
import { splitJsonArray } from './split-array';

/** Where Vapi's list continues: the span of createdAt that is not read yet. */
export interface VapiCursor {
  readonly fromMs: number;
  readonly untilMs: number;
  /** Whether `untilMs` itself has been read. */
  readonly isUntilRead?: boolean | undefined;
  /** Calls per page, if fewer than the maximum turned out to be better. */
  readonly limit?: number | undefined;
}

export interface VapiListOptions {
  /** An HTTP client that resolves for every status. */
  readonly http: AxiosInstance;
  readonly baseUrl: string;
  readonly userAgent: string;
  readonly apiKey: Secret;
  /** The variable with the key, for errors. */
  readonly apiKeyEnv: string;
  readonly patience?: Patience | undefined;
  /** Longest wait for the next piece of an answer. */
  readonly idleTimeoutMs?: number;
}

/** The maximum that Vapi accepts. */
const MAX_PER_PAGE = 1_000;
const LEAST_PER_PAGE = 50;
const IDLE_TIMEOUT_MS = 30_000;

export interface VapiPage<Row> {
  readonly rows: readonly Row[];
  /** Where to continue; undefined when everything is read. */
  readonly next: VapiCursor | undefined;
}

/**
 * Reads one page, and keeps only what `read` returns for each call. Vapi has neither cursors nor
 * totals: the next page is requested by the creation time of this one's last call, so neighbours
 * repeat the calls of that instant.
 * @throws {CliError} 3 if the key is refused, 4 for everything else
 */
export async function readVapiPage<Row>(
  cursor: VapiCursor,
  options: VapiListOptions,
  read: (call: unknown) => Row | undefined,
): Promise<VapiPage<Row>> {
  let { limit = MAX_PER_PAGE } = cursor;
  const tried = await askPatiently(async () => {
    const result = await tryPage({ ...cursor, limit }, options, read);
    // An answer that breaks off may have been too long for something on the way.
    if (result.isBroken === true) limit = Math.max(LEAST_PER_PAGE, Math.floor(limit / 2));
    return result;
  }, options.patience);
  if (tried.value === undefined) {
    throw new CliError(
      exitCodes.vendor,
      `listing calls with ${options.apiKeyEnv}: Vapi ${tried.problem}`,
      'run the command again: it continues where it stopped; https://status.vapi.ai says more',
    );
  }
  const { rows, times } = tried.value;
  return { rows, next: findNext({ ...cursor, limit }, times) };
}

async function tryPage<Row>(
  { fromMs, untilMs, isUntilRead = false, limit }: VapiCursor,
  options: VapiListOptions,
  read: (call: unknown) => Row | undefined,
) {
  const { http, baseUrl, userAgent, apiKey, idleTimeoutMs = IDLE_TIMEOUT_MS } = options;
  const abort = new AbortController();
  const timer = setTimeout(() => abort.abort(), idleTimeoutMs);
  try {
    const { status, data, headers } = await http.request<Readable>({
      method: 'GET',
      url: `${baseUrl}/call`,
      params: {
        limit,
        createdAtGe: new Date(fromMs).toISOString(),
        [isUntilRead ? 'createdAtLt' : 'createdAtLe']: new Date(untilMs).toISOString(),
      },
      headers: { Authorization: `Bearer ${apiKey.reveal()}`, 'User-Agent': userAgent },
      // Pages are large, and axios's own adapter decompresses them. No Function loads it.
      adapter: 'http',
      proxy: false,
      maxRedirects: 0,
      responseType: 'stream',
      maxContentLength: Infinity,
      signal: abort.signal,
    });
    if (status !== 200) {
      data.destroy();
      refuse(status, options.apiKeyEnv);
      return { problem: `answered ${status}`, retryAfter: headers['retry-after'] as unknown };
    }
    data.setEncoding('utf8');
    data.on('data', () => timer.refresh());
    const rows: Row[] = [];
    const times: number[] = [];
    for await (const call of splitJsonArray(data as AsyncIterable<string>)) {
      times.push(Date.parse(String((Object(call) as { createdAt?: unknown }).createdAt)));
      const row = read(call);
      if (row !== undefined) rows.push(row);
    }
    return { value: { rows, times } };
  } catch (error) {
    if (error instanceof CliError) throw error;
    // Only the error's code: its message and request may hold the key.
    const word = isAxiosError(error) ? (error.code ?? 'failed') : 'the answer broke off';
    return { problem: `does not answer (${word})`, isBroken: true };
  } finally {
    clearTimeout(timer);
  }
}

/** @throws {CliError} if a retry cannot help */
function refuse(status: number, apiKeyEnv: string): void {
  if (status === 429 || status >= 500) return;
  if (status === 401 || status === 403) {
    throw new CliError(
      exitCodes.configuration,
      `listing calls: Vapi does not accept the key in ${apiKeyEnv} (${status})`,
      'npm run switchboard -- doctor',
    );
  }
  throw new CliError(exitCodes.vendor, `listing calls with ${apiKeyEnv}: Vapi answered ${status}`);
}

function findNext(cursor: VapiCursor, times: readonly number[]): VapiCursor | undefined {
  const known = times.filter((ms) => !Number.isNaN(ms));
  const [first, last] = [known[0], known.at(-1)];
  if (first === undefined || last === undefined) return undefined;
  // Users report that the newest come first; nothing promises it.
  if (first < last) return last > cursor.fromMs ? { ...cursor, fromMs: last } : undefined;
  if (last < cursor.untilMs) return { ...cursor, untilMs: last, isUntilRead: false };
  // One instant only. If the page is full, there may be more behind it.
  const isFull = times.length >= (cursor.limit ?? MAX_PER_PAGE);
  return isFull && cursor.isUntilRead !== true ? { ...cursor, isUntilRead: true } : undefined;
}
