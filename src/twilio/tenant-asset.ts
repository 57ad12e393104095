import { readFileSync } from 'node:fs';
import type { AxiosInstance } from 'axios';
import type { Config } from '../config/config';

/** The asset that holds the tenants, as Twilio names it: without the word for its access. */
const ASSET_NAME = '/tenants.json';

/** Where to look for the tenant file. */
export interface TenantAssetOptions {
  readonly config: Config;
  /** Returns the HTTP client; called only if the file must be fetched. */
  readonly getHttp: () => Promise<AxiosInstance>;
  /** Private assets by name, as `Runtime.getAssets()` lists them. */
  readonly privateAssets: Readonly<Record<string, { readonly path: string }>>;
  /** Computes Twilio's request signature. */
  readonly sign: (authToken: string, url: string, parameters: Record<string, never>) => string;
}

/**
 * Returns the tenant file: the private asset on the container's disk or, if there is none, the
 * protected one by a signed request to our own domain. A container reads once, at its first call,
 * and has nothing else to do meanwhile, so it reads synchronously: starting Node's threads would
 * take longer than the reading.
 * @throws {Error} if neither is available
 */
export async function loadTenantAsset(
  options: TenantAssetOptions,
  timeoutMs: number,
): Promise<Buffer> {
  const asset = options.privateAssets[ASSET_NAME];
  return asset === undefined ? fetchAsset(options, timeoutMs) : readFileSync(asset.path);
}

/** @see https://www.twilio.com/docs/serverless/functions-assets/visibility */
async function fetchAsset(
  { config, getHttp, sign }: TenantAssetOptions,
  timeoutMs: number,
): Promise<Buffer> {
  if (config.authToken === undefined) {
    throw new Error(
      'no private asset tenants.private.json, and no AUTH_TOKEN to sign a request for tenants.protected.json',
    );
  }
  const isLocal = /^(localhost|127\.0\.0\.1)(:|$)/.test(config.domainName);
  const url = `${isLocal ? 'http' : 'https'}://${config.domainName}${ASSET_NAME}`;
  const http = await getHttp();
  const response = await http.request<Buffer>({
    url,
    responseType: 'arraybuffer',
    // Twilio accepts protected assets of up to 25 MB.
    maxContentLength: 25 * 1024 * 1024,
    headers: { 'X-Twilio-Signature': sign(config.authToken.reveal(), url, {}) },
    timeout: Math.floor(timeoutMs),
  });
  if (response.status !== 200) {
    throw new Error(`${ASSET_NAME} was answered with ${response.status}`);
  }
  return response.data;
}
