import axios from 'axios';
import { sandboxSettings } from '../../sandbox/project/sandbox-project';
import { StandInVapi } from '../../sandbox/vapi/stand-in-vapi';

const { VAPI_API_KEY, VAPI_ASSISTANT_ID, VAPI_PHONE_NUMBER_ID } = sandboxSettings;

let vapi: StandInVapi;
beforeEach(async () => {
  vapi = await StandInVapi.start({
    organisation: {
      apiKey: VAPI_API_KEY,
      assistantIds: [VAPI_ASSISTANT_ID],
      squadIds: [],
      workflowIds: [],
      phoneNumberIds: [VAPI_PHONE_NUMBER_ID],
    },
    slots: 1,
  });
});
afterEach(() => vapi.stop());

const post = (url: string, body: unknown, headers: Record<string, string> = {}) =>
  axios.post<{ monitor: { controlUrl: string } }>(url, body, {
    headers: { 'Content-Type': 'application/json', 'User-Agent': 'test', ...headers },
    proxy: false,
    validateStatus: () => true,
  });
const createCall = async () => {
  const request = {
    phoneCallProviderBypassEnabled: true,
    assistantId: VAPI_ASSISTANT_ID,
    phoneNumberId: VAPI_PHONE_NUMBER_ID,
  };
  const headers = { Authorization: `Bearer ${VAPI_API_KEY}` };
  const { data } = await post(`${vapi.apiUrl}/call`, request, headers);
  return data.monitor.controlUrl;
};

describe('the control address of a call', () => {
  it('ends the call and frees its slot without a key', async () => {
    const controlUrl = await createCall();

    const { status } = await post(controlUrl, { type: 'end-call' });

    expect(status).toBe(200);
    expect(vapi.calls[0]?.status).toBe('ended');
    expect(vapi.slotsOf().used).toBe(0);
    expect(vapi.commands).toEqual([{ callId: vapi.calls[0]?.id, type: 'end-call', hasKey: false }]);
  });

  it.each([[{ type: 'end' }], [{}], ['end-call'], [[]]])(
    'answers 200 to %j and does nothing',
    async (body) => {
      const controlUrl = await createCall();

      const { status } = await post(controlUrl, JSON.stringify(body));

      expect(status).toBe(200);
      expect(vapi.calls[0]?.status).toBe('queued');
      expect(vapi.slotsOf().used).toBe(1);
    },
  );

  it('is no other call’s', async () => {
    const controlUrl = await createCall();

    const { status } = await post(controlUrl.replace(/[0-9a-f](?=\/control)/, 'x'), {});

    expect(status).not.toBe(200);
    expect(vapi.commands).toEqual([]);
  });
});
