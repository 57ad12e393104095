import type { Readable } from 'node:stream';
import { setTimeout as sleep } from 'node:timers/promises';
import { type AxiosInstance, isAxiosError } from 'axios';
import type { Secret } from '../config/secret';
import { signWebhook } from './sign';

export interface Webhook {
  readonly url: string;
  /** The receiver recognises a repeated message by it. */
  readonly id: string;
  readonly type: string;
  readonly data: Readonly<Record<string, unknown>>;
  /** What is sent in place of type, time and data; undefined = those. */
  readonly content?: unknown;
}

/** A header by which a receiver knows us that checks no signature. */
export interface StaticHeader {
  readonly name: string;
  readonly value: Secret;
}

/** What sending needs besides the message. */
export interface SendOptions {
  readonly http: AxiosInstance;
  readonly secret: Secret;
  readonly header?: StaticHeader | undefined;
  readonly userAgent: string;
  /** The time left for all attempts together. */
  readonly remainingMs: () => number;
}

/** How it went; `problem` is a status or a network error's code, for the log. */
export type Delivery =
  | { readonly delivered: true; readonly tries: number; readonly problem?: undefined }
  | {
      readonly delivered: false;
      readonly tries: number;
      readonly problem: string;
      /** Whether the receiver refuses the message and would do so again. */
      readonly isRefused: boolean;
    };

const MAX_TRIES = 4;
const FIRST_PAUSE_MS = 250;
const TRY_TIMEOUT_MS = 2_500;

/**
 * Posts a signed webhook, again after a pause if the receiver did not answer, was busy or failed,
 * as long as there is time; never throws. A receiver that refuses is not asked again.
 */
export async function sendWebhook(message: Webhook, context: SendOptions): Promise<Delivery> {
  const { type, data, content } = message;
  const timestamp = new Date().toISOString();
  const body = JSON.stringify(content === undefined ? { type, timestamp, data } : content);
  for (let tries = 1; ; tries += 1) {
    const problem = await post(message, body, context);
    if (problem === undefined) return { delivered: true, tries };
    const pauseMs = FIRST_PAUSE_MS * 2 ** (tries - 1) * (0.5 + Math.random());
    const isRefused = /^status 4(?!08|25|29)|^status 3/.test(problem);
    const isLast = isRefused || tries === MAX_TRIES;
    if (isLast || context.remainingMs() < pauseMs + FIRST_PAUSE_MS) {
      return { delivered: false, tries, problem, isRefused };
    }
    await sleep(pauseMs);
  }
}

async function post(
  { url, id }: Webhook,
  body: string,
  { http, secret, header, userAgent, remainingMs }: SendOptions,
): Promise<string | undefined> {
  const timestampSeconds = Math.floor(Date.now() / 1_000);
  try {
    const { status, data: answer } = await http.request<Readable>({
      method: 'POST',
      url,
      headers: {
        ...(header === undefined ? {} : { [header.name]: header.value.reveal() }),
        'Content-Type': 'application/json',
        'User-Agent': userAgent,
        ...signWebhook({ id, timestampSeconds, body }, secret),
      },
      data: body,
      // The status is enough: a body that never ends must not make a delivery fail.
      responseType: 'stream',
      timeout: Math.max(1, Math.min(TRY_TIMEOUT_MS, Math.floor(remainingMs()))),
    });
    answer.on('error', () => undefined).destroy();
    return status >= 200 && status < 300 ? undefined : `status ${status}`;
  } catch (error) {
    return isAxiosError(error) ? (error.code ?? error.name) : String(error);
  }
}
