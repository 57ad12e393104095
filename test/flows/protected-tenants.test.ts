import { formatTenantFile } from '../../src/tenants/tenant-file';
import { type RawServer, startRawServer } from '../fakes/raw-server';
import { CANARY_TOKEN, formOf, World } from './world';
import { sandboxSettings } from '../../sandbox/project/sandbox-project';

const world = new World();
let assets: RawServer;
let isSigned = false;
let answerStatus = 200;
beforeAll(async () => {
  await world.start();
  const text = formatTenantFile({
    tenants: [
      {
        id: 'protected-one',
        name: 'Protected One',
        numbers: ['+12025550101'],
        assistant: { assistantId: sandboxSettings.VAPI_ASSISTANT_ID },
      },
    ],
  });
  assets = await startRawServer((request, response) => {
    const url = `http://${request.headers.host}${request.url}`;
    const signature = String(request.headers['x-twilio-signature']);
    isSigned = Twilio.validateRequest(CANARY_TOKEN, signature, url, {});
    response.writeHead(isSigned ? answerStatus : 403).end(text);
  });
});
afterAll(async () => {
  await assets.close();
  await world.vapi.stop();
});
beforeEach(() => world.reset());

const containerOf = () =>
  world.container({
    tenantFile: null,
    environment: world.environment({ DOMAIN_NAME: assets.url.replace('http://', '') }),
  });

describe('tenants in a protected asset', () => {
  it('are fetched once per container, by a signed request', async () => {
    const container = containerOf();
    const before = assets.requestCount();

    await container.invoke(formOf());
    await container.invoke(formOf());

    expect(world.vapi.calls.map(({ request }) => request['name'])).toEqual([
      'Protected One',
      'Protected One',
    ]);
    expect([isSigned, assets.requestCount() - before]).toEqual([true, 1]);
  });

  it("leave the call to the environment's assistant while they cannot be fetched", async () => {
    const container = containerOf();
    answerStatus = 500;
    await container.invoke(formOf());
    answerStatus = 200;
    await container.invoke(formOf());

    expect(world.vapi.calls.map(({ request }) => request['name'])).toEqual([
      undefined,
      'Protected One',
    ]);
  });
});
