import { type AxiosInstance, isAxiosError } from 'axios';
import * as v from 'valibot';
import type { Secret } from '../../../src/config/secret';
import {
  assistantSchema,
  phoneNumberSchema,
  squadSchema,
  type VapiAssistant,
  type VapiPhoneNumber,
  type VapiSquad,
  type VapiWorkflow,
  workflowSchema,
} from './resource-fields';

export type { AssistantTraits, VapiPhoneNumber } from './resource-fields';

/** What can be looked up by its id, by its name in the API's paths. */
export interface VapiResourceKinds {
  readonly assistant: VapiAssistant;
  readonly squad: VapiSquad;
  readonly 'phone-number': VapiPhoneNumber;
  readonly workflow: VapiWorkflow;
}

export type VapiResourceKind = keyof VapiResourceKinds;

/** The result of a look-up. Nothing of Vapi's own words is kept: they may repeat what was sent. */
export type VapiLookup<T> = (
  | { readonly outcome: 'found'; readonly resource: T }
  /** Not in the key's organisation, or in another region. */
  | { readonly outcome: 'missing' }
  /** Not a UUID. */
  | { readonly outcome: 'bad-id' }
  /** The key is invalid, public or revoked. */
  | { readonly outcome: 'unauthorized' }
  /** Vapi's edge refused the request, or the key lacks rights. */
  | { readonly outcome: 'forbidden' }
  | {
      readonly outcome: 'unavailable';
      /** In a few words of ours: a status or an error's code. */
      readonly detail: string;
      /** Whether the same request may succeed in a moment, and when Vapi wants it. */
      readonly isPassing: boolean;
      readonly retryAfterMs?: number;
    }
) & {
  /** How far this machine's clock is ahead of Vapi's, if an answer showed its time. */
  readonly clockAheadMs?: number;
};

export interface VapiResources {
  /** Makes exactly one request and never throws. */
  readonly find: <Kind extends VapiResourceKind>(
    kind: Kind,
    id: string,
    access: { readonly apiKey: Secret; readonly baseUrl: string },
  ) => Promise<VapiLookup<VapiResourceKinds[Kind]>>;
}

export interface VapiResourcesOptions {
  /** An HTTP client that resolves for every status with the body as text. */
  readonly http: AxiosInstance;
  /** Vapi's edge refuses requests without one. */
  readonly userAgent: string;
  /** Longest wait for one whole answer. */
  readonly timeoutMs: number;
  readonly nowMs?: () => number;
}

const schemas: {
  readonly [Kind in VapiResourceKind]: v.GenericSchema<unknown, VapiResourceKinds[Kind]>;
} = {
  assistant: assistantSchema,
  squad: squadSchema,
  'phone-number': phoneNumberSchema,
  workflow: workflowSchema,
};

/** Returns the reads of Vapi's HTTP API. @see https://docs.vapi.ai/api-reference */
export function createVapiResources(options: VapiResourcesOptions): VapiResources {
  const { http, userAgent, timeoutMs, nowMs = Date.now } = options;
  return {
    async find(kind, id, { apiKey, baseUrl }) {
      try {
        const { status, data, headers } = await http.request<string>({
          method: 'GET',
          url: `${baseUrl}/${kind}/${encodeURIComponent(id)}`,
          headers: { Authorization: `Bearer ${apiKey.reveal()}`, 'User-Agent': userAgent },
          timeout: timeoutMs,
        });
        const lookup = readAnswer(status, data, schemas[kind], headers['retry-after']);
        const serverMs = Date.parse(String(headers['date']));
        return Number.isNaN(serverMs) ? lookup : { ...lookup, clockAheadMs: nowMs() - serverMs };
      } catch (error) {
        return { outcome: 'unavailable', detail: wordOf(error), isPassing: false };
      }
    },
  };
}

function readAnswer<T>(
  status: number,
  body: string,
  schema: v.GenericSchema<unknown, T>,
  retryAfter: unknown,
): VapiLookup<T> {
  switch (status) {
    case 200:
      return readBody(body, schema);
    case 400:
      return { outcome: 'bad-id' };
    case 401:
      return { outcome: 'unauthorized' };
    case 403:
      return { outcome: 'forbidden' };
    case 404:
      return { outcome: 'missing' };
    default: {
      const seconds = /^\d{1,5}$/.exec(String(retryAfter))?.[0];
      return {
        outcome: 'unavailable',
        detail: `answered ${status}`,
        isPassing: status === 429 || status >= 500,
        ...(seconds === undefined ? {} : { retryAfterMs: Number(seconds) * 1_000 }),
      };
    }
  }
}

function readBody<T>(body: string, schema: v.GenericSchema<unknown, T>): VapiLookup<T> {
  const result = v.safeParse(schema, parseJson(body));
  return result.success
    ? { outcome: 'found', resource: result.output }
    : { outcome: 'unavailable', detail: 'gave an answer that cannot be read', isPassing: false };
}

function parseJson(body: string): unknown {
  try {
    return JSON.parse(body);
  } catch {
    return undefined;
  }
}

/** An error's code only: its message and request may hold the key. */
function wordOf(error: unknown): string {
  if (!isAxiosError(error)) return 'the request could not be made';
  const code = error.code ?? 'failed';
  return code === 'ETIMEDOUT' ? 'did not answer in time' : code;
}
