import { Clock } from '../../sandbox/clock/clock';
import { beginOrder } from '../../sandbox/project/call-order';
import { type CallService, startCallService } from '../../sandbox/project/call-service';
import { BreakerLog } from '../../sandbox/project/breaker-log';
import { FunctionLog } from '../../sandbox/project/function-log';

let service: CallService;
let begun = 0;

beforeAll(async () => {
  const world = {
    clock: new Clock(),
    // Nothing listens there.
    voiceUrl: 'http://127.0.0.1:1/incoming-call',
    accountSid: `AC${'0'.repeat(32)}`,
    authToken: 'token',
    standIn: undefined,
    network: undefined,
    tenantServers: undefined,
    tenantFile: { defaults: {}, tenants: [] },
    functionLog: new FunctionLog(),
    breakerLog: new BreakerLog(Date.now),
  };
  service = await startCallService((order, onEntry) => {
    begun += 1;
    return beginOrder(world, order, onEntry);
  });
});
beforeEach(() => (begun = 0));
afterAll(() => service.stop());

const order = async (body: string, secret = service.secret) => {
  const headers = { Authorization: `Bearer ${secret}` };
  const response = await fetch(service.url, { method: 'POST', headers, body });
  const lines = (await response.text()).split('\n').filter((line) => line !== '');
  return { status: response.status, news: lines.map((line) => JSON.parse(line) as object) };
};

describe('the service that places calls', () => {
  it('tells what happens, and in the end what went wrong', async () => {
    const { news } = await order('{"from":"+12025550143","to":"+12025550101"}');

    expect(JSON.stringify(news[0])).toContain("no tenant's number");
    expect(news[1]).toMatchObject({ actor: 'caller', text: '+12025550143 calls +12025550101' });
    expect(news.at(-1)).toEqual({
      problems: [
        expect.stringContaining('11200 /incoming-call'),
        expect.stringContaining('11200 /fallback/default.xml'),
        'the caller heard nothing but silence',
        expect.stringContaining('11200 /call-status'),
      ],
    });
  });

  it('tells of an order that it cannot read', async () => {
    const { news } = await order('{');

    expect(news).toEqual([{ problems: [expect.stringContaining('could not be placed')] }]);
  });

  it('places nothing for those who do not know the secret', async () => {
    const { status } = await order('{"from":"+12025550143","to":"+12025550101"}', 'guess');

    expect({ status, begun }).toEqual({ status: 401, begun: 0 });
  });
});
