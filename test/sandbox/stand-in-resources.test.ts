import { buildOrganisation } from '../../sandbox/project/sandbox-project';
import { StandInVapi } from '../../sandbox/vapi/stand-in-vapi';

const organisation = buildOrganisation({ tenants: [], defaults: {} });
const ID = organisation.assistantIds[0]!;
const NUMBER_ID = organisation.phoneNumberIds[0]!;
const headers = { authorization: `Bearer ${organisation.apiKey}`, 'user-agent': 'test' };

let vapi: StandInVapi;
beforeEach(async () => (vapi = await StandInVapi.start({ organisation })));
afterEach(() => vapi.stop());

const get = async (path: string, sent: Record<string, string> = headers) => {
  const response = await fetch(vapi.apiUrl + path, { headers: sent });
  return { status: response.status, text: await response.text() };
};

describe("the stand-in's resources", () => {
  it.each([
    [`/assistant/${ID}`, headers, 200],
    ['/assistant/00000000-0000-4000-8000-000000000000', headers, 404],
    [`/squad/${ID}`, headers, 404],
    ['/assistant/front-desk', headers, 400],
    ['//', headers, 404],
    [`/assistant/${ID}`, { ...headers, authorization: 'Bearer other' }, 401],
    [`/assistant/${ID}`, { ...headers, 'user-agent': '' }, 403],
  ])('are looked up by %s', async (path, sent, status) => {
    expect((await get(path, sent)).status).toBe(status);
  });

  it('show the fields that a test sets, for one or for all', async () => {
    vapi.resources.set('phone-number', { status: 'blocked' });
    vapi.resources.set('phone-number', { provider: 'vapi' }, NUMBER_ID);

    const { text } = await get(`/phone-number/${NUMBER_ID}`);

    expect(JSON.parse(text)).toMatchObject({ id: NUMBER_ID, status: 'blocked', provider: 'vapi' });
  });

  it('fail as told', async () => {
    vapi.nextLookupFaults.push({ kind: 'status', status: 503 });

    expect((await get(`/assistant/${ID}`)).status).toBe(503);
    expect((await get(`/assistant/${ID}`)).status).toBe(200);
  });
});
