import { createServer, type Server } from 'node:http';
import { listen, stop } from '../../../../sandbox/servers/listen';
import { ReconcileWorld } from '../../history/reconcile/reconcile-world';

/** An address at which no key is accepted; it counts who asks. */
class Address {
  requestCount = 0;
  url = '';
  readonly #server: Server = createServer((_request, response) => {
    this.requestCount += 1;
    response.writeHead(401).end('{"message":"Invalid Key."}');
  });

  static async start(): Promise<Address> {
    const address = new Address();
    address.url = `http://127.0.0.1:${await listen(address.#server)}`;
    return address;
  }

  stop = (): Promise<void> => stop(this.#server);
}

describe('commands that ask Vapi', () => {
  let world: ReconcileWorld;
  let usual: Address;
  let own: Address;
  beforeEach(async () => {
    world = await ReconcileWorld.start();
    usual = await Address.start();
    own = await Address.start();
    world.env['VAPI_BASE_URL'] = usual.url;
    world.env['VAPI_PHONE_NUMBER_ID'] = '3f0c5e0a-58c1-4a6e-9d5b-0d3f7a1b2c01';
  });
  afterEach(() => Promise.all([world.stop(), usual.stop(), own.stop()]));

  it.each([
    [['reconcile', '--since', '1h']],
    [['report', '--since', '1h']],
    [['watch', '--once', '--dry-run']],
    [['caller', 'find', '--number', '+12025550143']],
    [['tenants', 'check', '--live']],
    [['doctor']],
    [['probe', '--tenant', 'dental']],
  ])('ask at the address of the key: %j (O15)', async (words) => {
    world.env['VAPI_API_KEY_BASE_URL'] = own.url;

    await world.run(...words);

    expect(own.requestCount).toBeGreaterThan(0);
    expect(usual.requestCount).toBe(0);
  });

  it.each([
    [['reconcile']],
    [['caller', 'find', '--number', '+12025550143']],
    [['tenants', 'check', '--live']],
    [['probe']],
  ])('refuse an address that is none: %j (O15)', async (words) => {
    world.env['VAPI_API_KEY_BASE_URL'] = 'api.eu.vapi.ai';

    const { exitCode, stderr } = await world.run(...words);

    expect(exitCode).toBe(3);
    expect(stderr).toContain('VAPI_API_KEY_BASE_URL: is not an https URL');
    expect(usual.requestCount).toBe(0);
  });
});
