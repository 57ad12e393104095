import type { AxiosInstance } from 'axios';
import type { Config } from '../../src/config/config';
import { version } from '../../src/config/version';
import { HttpConnections } from '../../src/http/connections';
import { CliError } from '../core/cli-error';
import { exitCodes } from '../core/exit-codes';
import {
  type VapiCursor,
  type VapiListOptions,
  readVapiPage,
} from '../history/reconcile/vapi-pages';
import { readVapiRow } from '../history/reconcile/read-vapi-row';
import type { StoredItem } from './stored-item';

interface VapiSearch {
  readonly config: Config;
  /** Variables with keys of Vapi, one per organisation. */
  readonly apiKeyEnvs: readonly string[];
  readonly fromMs: number;
  readonly untilMs: number;
  readonly show: (text: string) => void;
}

/**
 * Returns the calls at Vapi with a caller of this number, with all that Vapi stores of them. Vapi's list
 * has no filter for numbers, so every call of the time is read.
 * @throws {CliError} 3 when a key is refused, 4 for everything else
 */
export async function findAtVapi(number: string, search: VapiSearch): Promise<StoredItem[]> {
  const { config, apiKeyEnvs, fromMs, untilMs, show } = search;
  const found: StoredItem[] = [];
  for (const apiKeyEnv of apiKeyEnvs) {
    const apiKey = config.findSecret(apiKeyEnv);
    if (apiKey === undefined) {
      throw new CliError(
        exitCodes.configuration,
        `${apiKeyEnv} ${config.explainSecret(apiKeyEnv)}`,
      );
    }
    const options: VapiListOptions = {
      http: new HttpConnections().client('kept'),
      baseUrl: config.findVapiUrl(apiKeyEnv),
      userAgent: `vapi-switchboard/${version}`,
      apiKey,
      apiKeyEnv,
    };
    let position: VapiCursor | undefined = { fromMs, untilMs };
    const ids = new Set<string>();
    for (let calls = 0; position !== undefined;) {
      const page: Awaited<ReturnType<typeof readVapiPage<StoredItem>>> = await readVapiPage(
        position,
        options,
        (call) => {
          calls += 1;
          return readStoredCall(call, number, options);
        },
      );
      // Neighbouring pages repeat calls of one instant.
      for (const item of page.rows) if (!ids.has(item.id)) found.push(item);
      for (const { id } of page.rows) ids.add(id);
      show(`${calls} calls at Vapi (${apiKeyEnv})`);
      position = page.next;
    }
  }
  return found;
}

function readStoredCall(
  call: unknown,
  number: string,
  options: VapiListOptions,
): StoredItem | undefined {
  const isTheirs = (text: string) => ({ key: text === number ? 'theirs' : '', shown: '' });
  const row = readVapiRow(call, isTheirs);
  if (row?.caller?.key !== 'theirs') return undefined;
  return {
    store: 'Vapi call',
    id: row.vapiCallId,
    storedAt: new Date(row.createdMs).toISOString(),
    tenantId: row.tenantId,
    remove: () => removeCall(row.vapiCallId, options),
  };
}

/** Erases what Vapi stores of a call: transcript, recording, messages. @see https://docs.vapi.ai/api-reference/calls/delete */
async function removeCall(
  callId: string,
  { http, baseUrl, userAgent, apiKey }: VapiListOptions,
): Promise<void> {
  const status = await askToDelete(http, {
    url: `${baseUrl}/call/${encodeURIComponent(callId)}`,
    headers: { Authorization: `Bearer ${apiKey.reveal()}`, 'User-Agent': userAgent },
  });
  if (status === 404 || (status !== undefined && status >= 200 && status < 300)) return;
  throw new CliError(
    exitCodes.vendor,
    status === undefined ? 'Vapi does not answer' : `Vapi answered ${status}`,
    'run the command again later; https://status.vapi.ai says more',
  );
}

async function askToDelete(
  http: AxiosInstance,
  request: { readonly url: string; readonly headers: Readonly<Record<string, string>> },
): Promise<number | undefined> {
  try {
    const { status } = await http.request({ method: 'DELETE', proxy: false, ...request });
    return status;
  } catch {
    // The error's request holds the key.
    return undefined;
  }
}
