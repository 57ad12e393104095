import { checkTenantFile } from '../../src/tenants/check-tenant-file';

const ID = '3f0c5e0a-58c1-4a6e-9d5b-0d3f7a1b2c01';

const check = (recording: unknown, parts: object = {}, defaults: object = {}) => {
  const tenant = {
    ...{ id: 'a', name: 'A', numbers: ['+12025550101'], assistant: { assistantId: ID }, recording },
    ...parts,
  };
  return checkTenantFile(JSON.stringify({ defaults, tenants: [tenant] }));
};

describe('a tenant’s recording', () => {
  it('needs only who records', () => {
    const { file } = check({ by: 'vapi' });

    expect(file?.tenants[0]?.recording).toEqual({
      by: 'vapi',
      consent: { default: 'none', rules: [] },
    });
  });

  it('takes rules, words by language, and a webhook', () => {
    const rules = [{ country: 'US', state: 'ca', consent: 'ask' }];
    const recording = {
      by: 'both',
      consent: { default: 'announce', rules },
      announcement: 'We record.',
      question: { de: 'Dürfen wir aufzeichnen?', 'en-US': 'May {{businessName}} record?' },
      notify: { webhook: { url: 'https://hooks.example/x', secretEnv: 'SWITCHBOARD_SECRET_A' } },
    };

    const { file, problems } = check(recording);

    expect(problems).toEqual([]);
    expect(file?.tenants[0]?.recording?.consent.rules).toEqual([
      { country: 'US', state: 'CA', consent: 'ask' },
    ]);
  });

  it.each<[string, object, string]>([
    ['another recorder', { by: 'me' }, 'by: is none of "nobody", "vapi", "twilio", "both"'],
    ['no recorder', {}, 'by: is missing'],
    ['a field that is not known', { by: 'vapi', beep: true }, 'beep: is not a known field'],
    ['consent without a default', { by: 'vapi', consent: {} }, 'consent.default: is missing'],
    [
      'another kind of consent',
      { by: 'vapi', consent: { default: 'sign' } },
      'consent.default: is none of "none", "announce", "ask"',
    ],
    [
      'a country by its name',
      { by: 'vapi', consent: { default: 'none', rules: [{ country: 'Germany', consent: 'ask' }] } },
      'consent.rules[0].country: is not a country of ISO 3166 in two capital letters, like US or GB',
    ],
    [
      'two rules for a place',
      {
        by: 'vapi',
        consent: {
          default: 'none',
          rules: [
            { country: 'US', state: 'CA', consent: 'ask' },
            { country: 'US', state: 'ca ', consent: 'none' },
          ],
        },
      },
      'consent.rules: has two rules for the same place',
    ],
    ['a silent question', { by: 'vapi', question: '...' }, 'question: says nothing'],
    [
      'words for no language',
      { by: 'vapi', announcement: { English: 'Hi' } },
      'announcement.English: is not a language like en, es or pt-BR',
    ],
    [
      'a webhook in the clear',
      { by: 'twilio', notify: { webhook: { url: 'http://hooks.example/x' } } },
      'notify.webhook.url: is not an https URL',
    ],
  ])('is refused with %s', (_case, recording, problem) => {
    const { problems } = check(recording);

    expect(problems[0]).toContain(`tenants[0].recording.${problem}`);
  });

  it.each(['nobody', 'vapi', 'both'])('by %s is refused with a workflow', (by) => {
    const assistant = { workflowId: ID };
    const problem = /^tenants\[0\]\.recording: Vapi records workflows as they are configured/;

    expect(check({ by }, { assistant }).problems).toEqual([expect.stringMatching(problem)]);
    expect(check(undefined, { assistant }, { recording: { by } }).problems).toEqual([
      expect.stringMatching(problem),
    ]);
  });

  it('by Twilio fits a workflow', () => {
    expect(check({ by: 'twilio' }, { assistant: { workflowId: ID } }).problems).toEqual([]);
  });
});
