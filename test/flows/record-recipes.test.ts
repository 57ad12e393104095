import { readFileSync } from 'node:fs';
import { inProject } from '../../build/project';
import { parseTenantFile } from '../../src/operator-files/parse-tenant-file';
import { RecordWorld } from './record-world';
import { tenantFileOf } from './tenant-file';
import { CALLER, RIVERSIDE, World } from './world';

interface Recipe {
  readonly afterCall: { readonly webhook: Readonly<Record<string, unknown>> };
}

/** The recipes of docs/after-the-call.md, as they are written there. */
const page = readFileSync(inProject('docs/after-the-call.md'), 'utf8');
const recipeOf = (name: string) => {
  const [, section = ''] = page.split(`#### ${name}\n`);
  return JSON.parse(/```json\n(.*?)```/s.exec(section)?.[1] ?? '') as Recipe;
};

const TOKENS = {
  SWITCHBOARD_TOKEN_N8N: 'canary token of n8n 17',
};

const world = new World();
beforeAll(() => world.start({ noStreamAfterMs: 30_000 }));
afterAll(() => world.vapi.stop());

let calls: RecordWorld | undefined;
afterEach(() => calls?.stop());

const run = async (name: string, environment: Record<string, string> = TOKENS) => {
  const { url: _url, ...webhook } = recipeOf(name).afterCall.webhook;
  const records = await RecordWorld.begin(world, { webhook, environment });
  calls = records;
  await records.placeCall();
  await world.vapi.messages.settle();
  const got = records.got.map(({ headers, body }) => ({
    headers,
    body: JSON.parse(body) as unknown,
  }));
  return { records, got };
};

const NOTE =
  'The assistant talked with the caller for 1 s. The caller moved an appointment to Friday.';

describe('the recipes of docs/after-the-call.md', () => {
  it.each(['n8n', 'GoHighLevel'])('pass the check of tenant files: %s', (name) => {
    expect(parseTenantFile(Buffer.from(tenantFileOf(recipeOf(name)))).problems).toEqual([]);
  });

  it('send n8n its body, with values as JSON, and the header', async () => {
    const {
      got: [got, ...others],
    } = await run('n8n');

    expect(others).toEqual([]);
    expect(got?.headers).toMatchObject({
      'x-switchboard-token': TOKENS.SWITCHBOARD_TOKEN_N8N,
      'webhook-signature': expect.stringMatching(/^v1,/) as unknown,
    });
    expect(got?.body).toEqual({
      event: 'call.completed',
      id: expect.stringMatching(/^CA/) as unknown,
      phone: CALLER,
      missed: false,
      seconds: expect.any(Number) as unknown,
      note: NOTE,
      data: { wish: 'move' },
    });
  });

  it('send GoHighLevel a flat body', async () => {
    const {
      got: [got],
    } = await run('GoHighLevel');

    expect(got?.headers).not.toHaveProperty('x-switchboard-token');
    expect(got?.body).toMatchObject({
      phone: CALLER,
      business_number: RIVERSIDE,
      call_outcome: 'assistant',
      call_missed: false,
      call_note: NOTE,
    });
  });

  it('send nothing while the variable of the header is not set, and say so', async () => {
    const { got, records } = await run('n8n', {});

    expect(got).toEqual([]);
    expect(records.warnings).toContainEqual(
      expect.objectContaining({
        level: 'error',
        event: 'call_record.webhook_without_header',
        message: expect.stringContaining('SWITCHBOARD_TOKEN_N8N') as unknown,
      }),
    );
  });

  it('leave no token, number or word of the model in the log', async () => {
    const { records } = await run('n8n');

    const log = JSON.stringify(records.logEntries);
    expect(log).toContain('call_record.sent');
    for (const word of [TOKENS.SWITCHBOARD_TOKEN_N8N, CALLER.slice(1), 'Friday', '/hook']) {
      expect(log).not.toContain(word);
    }
  });
});
