import { CALLER, COLLEAGUE, OWN, PERSON } from '../../fakes/tenants';
import { CliWorld } from '../run-cli';

const HOURS = {
  timeZone: 'America/New_York',
  open: [{ days: ['mon', 'tue', 'wed', 'thu', 'fri'], from: '08:00', to: '17:00' }],
  special: [{ date: '2026-12-24', open: [], name: 'Christmas Eve' }],
};
const SPANISH = '3f0c5e0a-58c1-4a6e-9d5b-0d3f7a1b2c02';
const FIRM = '+12025550113';
const PLAIN = '+12025550102';
const LIMITED = '+12025550114';
/** A Thursday. */
const NOON = '2026-12-17T12:00';

let world: CliWorld;
beforeAll(async () => {
  world = await CliWorld.start();
  world.writeTenants(
    { dentist: [OWN], plain: [PLAIN], firm: [FIRM], limited: [LIMITED] },
    {
      limited: {
        limits: { minutesPerMonth: 100, onLimit: 'fallback' },
        callers: { block: ['+1900*'] },
        fallback: [{ step: 'voicemail' }],
      },
      dentist: {
        hours: HOURS,
        callers: { block: ['+1900*'], anonymous: 'challenge', spamScore: 'block' },
        answerFirst: { open: { numbers: [PERSON, COLLEAGUE] } },
        whenClosed: { fallback: [{ step: 'say', text: 'Closed.' }, { step: 'voicemail' }] },
      },
      firm: {
        callers: { limits: { perCallerHour: 3 }, verification: 'block', onBlocked: 'busy' },
        languages: {
          menu: [
            { language: 'en-US' },
            { language: 'es-MX', assistant: { assistantId: SPANISH }, variables: { desk: 'b' } },
          ],
          byCountry: [{ country: 'MX', language: 'es-MX' }],
        },
        disclosure: { default: 'announce' },
        recording: { by: 'vapi', consent: { default: 'none', rules: [CALIFORNIA] } },
      },
    },
  );
  world.write('spam.json', JSON.stringify(SPAM));
});
afterAll(() => world.stop());

const CALIFORNIA = { country: 'US', state: 'CA', consent: 'ask' };
const SPAM = {
  results: { nomorobo_spamscore: { status: 'successful', result: { score: 1 } } },
};

interface Decided {
  readonly met: string;
  readonly steps: readonly { readonly kind: string; readonly text: string }[];
  readonly [field: string]: unknown;
}

const ask = (...words: string[]) => world.runJson<Decided>('decide', ...words);
const askDentist = (...words: string[]) => ask('--to', OWN, '--from', CALLER, ...words);
const askFirm = (...words: string[]) => ask('--to', FIRM, '--from', CALLER, ...words);

describe('switchboard decide', () => {
  it('prints each step in words, the reasons and the variables, with masked numbers', async () => {
    const { exitCode, stdout } = await world.run(
      ...['decide', '--to', OWN, '--from', 'anonymous', '--at', NOON],
    );

    const lines = stdout.split('\n').map((line) => line.replace(/ {2,}/g, ' | '));
    expect(exitCode).toBe(0);
    expect(lines).toEqual(
      expect.arrayContaining([
        'dentist: withheld calls +*********01 at 2026-12-17 12:00 (America/New_York); country unknown',
        expect.stringMatching(/^1 \| challenge \| the caller presses the key that is asked for; /),
        '2 | people | 15 s of ringing, together: +*********71, +*********72, who takes it with key 1',
        '3 | assistant | assistant 3f0c5e0a-58c1-4a6e-9d5b-0d3f7a1b2c01, in en-US',
        'callers | challenge | the number is withheld',
        'hours | open | by the week',
        'isOpen | true',
        'ringOutcome | later: no-answer, declined, busy, failed',
      ]),
    );
    expect(stdout).not.toMatch(/\d{7}(?!.*-)/);
  });

  it.each<[string, string[], string]>([
    ['open hours', ['--at', NOON], 'people'],
    ['a special day', ['--at', '2026-12-24T12:00'], 'closed'],
    ['a time with an offset', ['--at', '2026-12-17T23:30+01:00'], 'closed'],
    ['a tenant who is closed by hand', ['--at', NOON, '--closed'], 'closed'],
    ['an add-on that calls the caller spam', ['--at', NOON, '--add-ons', 'spam.json'], 'rejected'],
  ])('decides by %s', async (_case, words, met) => {
    const { data, exitCode } = await askDentist(...words, '--expect', met);

    expect(data.met).toBe(met);
    expect(exitCode).toBe(0);
  });

  it.each<[string, string, string]>([
    ['+19005550123', 'rejected', '+*********23'],
    ['sip:jane@example.com', 'people', 'sip'],
    [PERSON, 'people', '+*********71'],
    [OWN, 'own-leg', '+*********01'],
  ])('decides who %s is', async (from, met, caller) => {
    const { data } = await ask('--to', OWN, '--from', from, '--at', NOON);

    expect(data).toMatchObject({ met, caller });
  });

  it.each<[string, string[], string[]]>([
    // Without a state, the strictest rule that may apply counts.
    ['the country of the number', [], ['menu', 'consent', 'assistant']],
    ['another country', ['--country', 'MX'], ['assistant']],
    ['a state', ['--country', 'US', '--state', 'CA'], ['menu', 'consent', 'assistant']],
    ['another state', ['--country', 'US', '--state', 'NY'], ['menu', 'assistant']],
    ['no known country', ['--country', 'unknown'], ['menu', 'consent', 'assistant']],
    ['a number that is not the caller’s', ['--verification', 'TN-Validation-Failed-C'], ['reject']],
    ['few calls', ['--calls-this-hour', '3', '--state', 'NY'], ['menu', 'assistant']],
    ['too many calls', ['--calls-this-hour', '4'], ['reject']],
  ])('decides by %s', async (_case, words, kinds) => {
    const { data } = await askFirm(...words);

    expect(data.steps.map(({ kind }) => kind)).toEqual(kinds);
  });

  it.each<[string[], string[]]>([
    [['--minutes-this-month', '99.9', '--calls-today', '20'], ['assistant']],
    [['--minutes-this-month', '100'], ['over-limit']],
    [['--minutes-this-month', '100', '--from', '+19005550123', '--to', LIMITED], ['reject']],
  ])('decides by what a tenant has used: %j', async (words, kinds) => {
    const { data } = await ask('--to', LIMITED, '--from', CALLER, ...words);

    expect(data.steps.map(({ kind }) => kind)).toEqual(kinds);
    expect(JSON.stringify(data)).toContain(
      kinds[0] === 'over-limit' ? "the tenant's fallback: voicemail" : kinds[0]!,
    );
  });

  it('names the assistant and the language after each key, and what is known later', async () => {
    const { data } = await askFirm('--state', 'CA');

    expect(data['answerers']).toMatchObject([
      { key: 1, language: 'en-US' },
      { key: 2, language: 'es-MX', assistant: { kind: 'assistant', id: SPANISH } },
    ]);
    expect(data['laterVariables']).toEqual({
      callerLanguage: ['en-US', 'es-MX'],
      recordingConsent: ['given', 'refused'],
    });
  });

  it('gives the variables of the only language where a rule chooses it', async () => {
    const { data } = await askFirm('--country', 'MX');

    expect(data['variables']).toEqual({
      ...{ desk: 'b', businessName: 'firm', tenantId: 'firm', callerNumber: '+*********43' },
      ...{ callerLanguage: 'es-MX', aiDisclosed: 'true', recordingConsent: 'not-asked' },
    });
  });

  it('says that the assistant answers at once where a tenant has no front door', async () => {
    const { stdout, exitCode } = await world.run(
      ...['decide', '--to', PLAIN, '--from', CALLER, '--expect', 'assistant'],
    );

    expect(exitCode).toBe(0);
    expect(stdout).toContain('this tenant has no front door: the assistant answers at once');
  });

  it('says what answers a number that no tenant has', async () => {
    const { data } = await ask('--to', '+12025550999', '--from', CALLER);

    expect(data).toMatchObject({ tenantId: 'default', met: 'fallback' });
    expect(data['notes']).toEqual(['no tenant has this number: VAPI_ASSISTANT_ID answers']);
  });

  it('ends with 1 where the caller meets something else than expected', async () => {
    const { exitCode, problems } = await askDentist('--at', NOON, '--expect', 'closed');

    expect(exitCode).toBe(1);
    expect(problems).toEqual(['the caller meets people first, and not closed']);
  });

  it.each([
    [['--from', CALLER], '--to is missing'],
    [['--to', OWN], '--from is missing'],
    [['--to', '2025550101', '--from', CALLER], '--to 2025550101: is not a phone number'],
    [['--to', OWN, '--from', '555-0143'], '--from 555-0143: is neither a phone number'],
    [['--to', OWN, '--from', CALLER, '--country', 'USA'], '--country USA: is neither'],
    [['--to', OWN, '--from', CALLER, '--state', 'California'], '--state California: is not'],
    [
      ['--to', OWN, '--from', CALLER, '--verification', 'A'],
      '--verification A: is not a value of StirVerstat',
    ],
    [['--to', OWN, '--from', CALLER, '--calls-this-hour', '0'], '--calls-this-hour 0: is not'],
    [['--to', OWN, '--from', CALLER, '--expect', 'person'], '--expect person: is none of'],
    [['--to', OWN, '--from', CALLER, '--at', 'noon'], '--at noon: is not a date with a time'],
    [['--to', PLAIN, '--from', CALLER, '--at', NOON], 'the tenant has no hours'],
    [['--to', OWN, '--from', CALLER, '--add-ons', 'no.json'], '--add-ons no.json: ENOENT'],
  ])('ends with 2 for %j', async (words, problem) => {
    const { exitCode, problems } = await ask(...words);

    expect(exitCode).toBe(2);
    expect(problems.join()).toContain(problem);
  });
});
