import { checkTenantFile } from '../../src/tenants/check-tenant-file';

const ID = '3f0c5e0a-58c1-4a6e-9d5b-0d3f7a1b2c01';
const minimal = { id: 'a', name: 'A', numbers: ['+12025550101'], assistant: { assistantId: ID } };

const problemsOf = (...tenants: object[]) => checkTenantFile(JSON.stringify({ tenants })).problems;

describe('checkTenantFile', () => {
  it('needs only id, name, numbers and an assistantId', () => {
    expect(checkTenantFile(JSON.stringify({ tenants: [minimal] }))).toEqual({
      file: { defaults: {}, tenants: [minimal] },
      problems: [],
    });
  });

  it('names every problem at once, each with its path', () => {
    const problems = problemsOf(
      { ...minimal, id: 'A!', colour: 'red' },
      { ...minimal, numbers: ['12025550101', '+12025550101'], assistant: {} },
      { name: '', numbers: [], assistant: { assistantId: ID, squadId: ID } },
      { ...minimal, numbers: ['+12025550104'], fallback: [{ step: 'hangup' }] },
      { ...minimal, numbers: ['+12025550105'], variables: { callSid: 'x' }, voice: 'Siri' },
      { ...minimal, id: 'f', numbers: ['+12025550106'], voice: 'Polly.Vicki' },
      {
        ...minimal,
        id: 'g',
        numbers: ['+12025550107'],
        voice: 'Google.fr-FR-Neural2-A',
        language: 'de-DE',
      },
      {
        ...minimal,
        id: 'h',
        numbers: ['+12025550108'],
        assistant: { assistantId: ID, apiKeyEnv: 'AUTH_TOKEN' },
        fallback: [
          { step: 'say', text: '{{businessName}}.' },
          { step: 'hangup' },
          { step: 'say', text: 'Hi {{name}}' },
        ],
      },
      {
        ...minimal,
        id: 'default',
        numbers: ['+12025550109'],
        assistant: { assistantId: ID, apiKeyEnv: 'VAPI_KEY_B' },
      },
      { ...minimal, id: 'all', numbers: ['+12025550110'] },
    );

    expect(problems).toEqual([
      'tenants[0].id: is not 1 to 40 small letters, digits and dashes',
      'tenants[0].colour: is not a known field',
      'tenants[1].numbers[0]: is not a phone number in E.164 form, like +15550100000',
      'tenants[1].assistant: needs exactly one of assistantId, squadId and workflowId',
      'tenants[2].id: is missing',
      'tenants[2].name: is empty',
      'tenants[2].numbers: has no number',
      'tenants[2].assistant: needs exactly one of assistantId, squadId and workflowId',
      'tenants[3].fallback: begins with a hang-up: the caller hears nothing',
      'tenants[4].variables: uses a name that is filled in for every call: businessName, tenantId, callSid, callerNumber, isReconnect',
      'tenants[4].voice: is not a Twilio voice like Polly.Joanna',
      'tenants[4].voice: needs the language of its voice beside it',
      'tenants[5].voice: needs the language of its voice beside it',
      'tenants[6].voice: needs the language of its voice beside it',
      'tenants[7].assistant.apiKeyEnv: is not the name of a variable like VAPI_API_KEY_ACME (never the key itself)',
      'tenants[7].assistant: names a key of its own and so needs a phoneNumberId of that organisation',
      'tenants[7].fallback[0].text: says nothing: it has no letter beside {{businessName}}',
      'tenants[7].fallback[2].text: fills in {{businessName}} only',
      'tenants[7].fallback: goes on after a hang-up',
      'tenants[8].id: is the name of what answers numbers without a tenant',
      'tenants[8].assistant: names a key of its own and so needs a phoneNumberId of that organisation',
      'tenants[9].id: is the word for every tenant in SWITCHBOARD_OUTAGE',
      'tenants[1].numbers[1]: the number +12025550101 is taken by tenants[0].numbers[0]',
      'tenants[3].id: the id a is taken by tenants[1].id',
      'tenants[4].id: the id a is taken by tenants[1].id',
    ]);
  });

  it.each([
    ['{', 'the file: is not JSON'],
    ['[]', 'tenants: is missing'],
    ['{}', 'tenants: is missing'],
  ])('refuses %s', (text, problem) => {
    const { file, problems } = checkTenantFile(text);

    expect(file).toBeUndefined();
    expect(problems[0]).toContain(problem);
  });
});
