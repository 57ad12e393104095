import twilio from 'twilio';
import { sandboxSettings } from '../../sandbox/project/sandbox-project';
import { readEndedCall } from '../../src/twilio/ended-call';
import { MessageAccount } from '../fakes/message-account';
import { type RawServer, startRawServer } from '../fakes/raw-server';
import { CALLER, OWN } from '../fakes/tenants';

const clientAt = (url: string) => {
  const client = twilio(sandboxSettings.ACCOUNT_SID, sandboxSettings.AUTH_TOKEN);
  client.api.baseUrl = url;
  return client;
};

const PRICED = {
  ...{ sid: `CA${'1'.repeat(32)}`, from: CALLER, to: OWN, direction: 'inbound' },
  ...{ status: 'completed', duration: '61', price: '-0.0170', price_unit: 'EUR' },
  start_time: 'Mon, 30 Nov 2026 13:41:44 +0000',
  end_time: 'Mon, 30 Nov 2026 13:42:45 +0000',
};

let server: RawServer | undefined;
afterEach(() => server?.close());

const read = async (call: object) => {
  server = await startRawServer((_request, response) => {
    response.writeHead(200, { 'content-type': 'application/json' }).end(JSON.stringify(call));
  });
  return readEndedCall(clientAt(server.url), PRICED.sid);
};

describe('readEndedCall', () => {
  it('reads a call as the account has it, which Twilio has not priced yet', async () => {
    const account = await MessageAccount.start();

    const call = await readEndedCall(clientAt(account.network.apiUrl), account.callSid);
    await account.network.stop();

    expect(call).toMatchObject({ from: CALLER, to: OWN, isOutbound: false, isOver: true });
    expect(call.price).toBeUndefined();
    expect(call.endedAtMs).toBeGreaterThanOrEqual(call.startedAtMs ?? Infinity);
  });

  it('reads the price as what it costs', async () => {
    expect(await read(PRICED)).toMatchObject({
      seconds: 61,
      price: { amount: 0.017, currency: 'EUR' },
      startedAtMs: Date.parse(PRICED.start_time),
      endedAtMs: Date.parse(PRICED.end_time),
    });
  });

  it('knows a call of ours, and one that is not over', async () => {
    const call = { ...PRICED, direction: 'outbound-api', status: 'in-progress' };

    expect(await read({ ...call, end_time: null, duration: null })).toMatchObject({
      ...{ isOutbound: true, isOver: false, endedAtMs: undefined, seconds: undefined },
    });
  });
});
