import { DAYS } from '../../src/tenants/hours';
import { type TransferOptions, TransferWorld } from './transfer-world';
import { World } from './world';

const world = new World();
beforeAll(() => world.start());
afterAll(() => world.vapi.stop());

let transfers: TransferWorld;
afterEach(() => transfers.stop());

/** Has the assistant ask for people, and returns what it is told. */
const askForPeople = async (options: TransferOptions) => {
  transfers = await TransferWorld.start(world, options);
  const caller = await transfers.beginTalk();
  const { text } = await transfers.callTool(caller);
  caller.interrupt('hangup');
  await transfers.finish(caller);
  return text;
};

const open = [{ days: [...DAYS], from: '00:00', to: '24:00' }];
const ALWAYS = { timeZone: 'Etc/UTC', open };
/** Dates that have passed and dates to come: every day of this test is closed. */
const NEVER = { ...ALWAYS, special: [{ from: '2000-01-01', to: '2999-12-31', open: [] }] };

const NOBODY = /^Nobody can be reached at front-desk at this time/;
const SOMEBODY = /^The caller is being connected/;

describe('people whom the assistant asks for', () => {
  it.each<[string, TransferOptions, RegExp]>([
    ['within their hours', { destination: { hours: ALWAYS } }, SOMEBODY],
    ['out of their hours', { destination: { hours: NEVER } }, NOBODY],
    [
      'within the hours of the tenant',
      { destination: { hours: 'tenant' }, tenant: { hours: ALWAYS } },
      SOMEBODY,
    ],
    [
      'out of the hours of the tenant',
      { destination: { hours: 'tenant' }, tenant: { hours: NEVER } },
      NOBODY,
    ],
    [
      'while the tenant is closed by hand',
      {
        destination: { hours: 'tenant' },
        tenant: { hours: ALWAYS },
        environment: { SWITCHBOARD_CLOSED: 'riverside-dental' },
      },
      NOBODY,
    ],
    [
      'within hours of their own while the tenant is closed by hand',
      {
        destination: { hours: ALWAYS },
        environment: { SWITCHBOARD_CLOSED: 'riverside-dental' },
      },
      SOMEBODY,
    ],
  ])('are rung or not %s', async (_when, options, answer) => {
    expect(await askForPeople(options)).toMatch(answer);
  });
});
