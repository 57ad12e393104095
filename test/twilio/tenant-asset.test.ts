import { mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { readConfig } from '../../src/config/config';
import { HttpConnections } from '../../src/http/connections';
import { loadTenantAsset } from '../../src/twilio/tenant-asset';
import { type RawServer, startRawServer } from '../fakes/raw-server';
import '../setup/runtime-globals';

const TOKEN = 'canary-token';
let server: RawServer | undefined;
afterEach(() => server?.close());

const load = (environment: Record<string, string>, assets = {}, timeoutMs = 1_000) =>
  loadTenantAsset(
    {
      config: readConfig(environment).config,
      getHttp: () => Promise.resolve(new HttpConnections().client('kept')),
      privateAssets: assets,
      sign: Twilio.getExpectedTwilioSignature,
    },
    timeoutMs,
  );

describe('loadTenantAsset', () => {
  it('reads the private asset from disk', async () => {
    const file = path.join(mkdtempSync(path.join(tmpdir(), 'asset-')), 'tenants.private.json');
    writeFileSync(file, '{"tenants":[]}');

    const bytes = await load({}, { '/tenants.json': { path: file } });

    expect(bytes.toString()).toBe('{"tenants":[]}');
  });

  it('fetches the protected asset with a signature that Twilio accepts', async () => {
    let isSigned = false;
    server = await startRawServer((request, response) => {
      const url = `http://${request.headers.host}${request.url}`;
      const signature = String(request.headers['x-twilio-signature']);
      isSigned = Twilio.validateRequest(TOKEN, signature, url, {});
      response.writeHead(isSigned ? 200 : 403).end('{"tenants":[]}');
    });
    const domain = server.url.replace('http://', '');

    const bytes = await load({ AUTH_TOKEN: TOKEN, DOMAIN_NAME: domain });

    expect(isSigned).toBe(true);
    expect(bytes.toString()).toBe('{"tenants":[]}');
  });

  it('throws when the asset is refused, without the token', async () => {
    server = await startRawServer((_request, response) => response.writeHead(403).end());
    const environment = { AUTH_TOKEN: TOKEN, DOMAIN_NAME: server.url.replace('http://', '') };

    await expect(load(environment)).rejects.toThrow('/tenants.json was answered with 403');
  });

  it('throws when nobody answers in time', async () => {
    server = await startRawServer(() => undefined);
    const environment = { AUTH_TOKEN: TOKEN, DOMAIN_NAME: server.url.replace('http://', '') };

    await expect(load(environment, {}, 100)).rejects.toThrow('no answer in 100 ms');
  });

  it('says what is missing where there is no asset and no token', async () => {
    await expect(load({})).rejects.toThrow(/tenants\.private\.json.*AUTH_TOKEN/);
  });
});
