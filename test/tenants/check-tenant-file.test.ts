import { checkTenantFile } from '../../src/tenants/check-tenant-file';
import { RESERVED_NAMES } from '../../src/tenants/schema-parts';

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
      `tenants[4].variables: uses a name that is filled in for every call: ${RESERVED_NAMES.join(', ')}`,
      'tenants[4].voice: is not a Twilio voice like Polly.Joanna',
      'tenants[4].voice: needs the language of its voice beside it',
      'tenants[5].voice: needs the language of its voice beside it',
      'tenants[6].voice: needs the language of its voice beside it',
      'tenants[7].assistant.apiKeyEnv: is not the name of a variable like VAPI_API_KEY_ACME (never the key itself)',
      'tenants[7].assistant: names a key of its own and so needs a phoneNumberId of that organisation',
      'tenants[7].fallback[0].text: says nothing: it has no letter beside {{businessName}}',
      'tenants[7].fallback[2].text: fills in {{businessName}} only',
      'tenants[7].fallback: continues after a hang-up',
      'tenants[8].id: is reserved for numbers without a tenant',
      'tenants[8].assistant: names a key of its own and so needs a phoneNumberId of that organisation',
      'tenants[9].id: is reserved: in SWITCHBOARD_OUTAGE it means every tenant',
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

describe('checkTenantFile, of fallbacks and voicemails', () => {
  const dial = { step: 'dial', numbers: ['+12025550171'] };
  const withFallback = (...fallback: object[]) => problemsOf({ ...minimal, fallback });
  const withVoicemail = (voicemail: object) => problemsOf({ ...minimal, voicemail });

  it('fills in what a step leaves open', () => {
    const fallback = [dial, { step: 'voicemail' }];
    const { file } = checkTenantFile(JSON.stringify({ tenants: [{ ...minimal, fallback }] }));

    expect(file?.tenants[0]?.fallback).toEqual([
      { ...dial, ring: 'in-turn', ringSeconds: 20, screen: 'press-1' },
      { step: 'voicemail' },
    ]);
  });

  const eleven = Array.from({ length: 11 }, (_unused, at) => `+120255502${10 + at}`);
  const seconds = (least: number, max: number) =>
    `is not a whole number of seconds from ${least} to ${max}`;

  it.each<[object, string]>([
    [{ numbers: [] }, 'numbers: has no number'],
    [{ numbers: eleven }, 'numbers: has more than 10 numbers; Twilio rings 10 at once'],
    [{ numbers: ['0171'] }, 'numbers[0]: is not a phone number in E.164 form, like +15550100000'],
    [{ numbers: undefined }, 'numbers: is missing'],
    [{ ring: 'random' }, 'ring: is neither "in-turn" nor "together"'],
    [{ ringSeconds: 4 }, `ringSeconds: ${seconds(5, 120)}`],
    [{ ringSeconds: 121 }, `ringSeconds: ${seconds(5, 120)}`],
    [{ ringSeconds: 20.5 }, `ringSeconds: ${seconds(5, 120)}`],
    [{ ringSeconds: '20' }, `ringSeconds: ${seconds(5, 120)}`],
    [{ screen: 'press-2' }, 'screen: is neither "press-1" nor "none"'],
    [{ number: '+12025550171' }, 'number: is not a known field'],
  ])('names what is wrong with a step that rings: %j', (parts, problem) => {
    expect(withFallback({ ...dial, ...parts })).toEqual([`tenants[0].fallback[0].${problem}`]);
  });

  it.each<[object, string]>([
    [{ greeting: '…' }, 'greeting: says nothing: it has no letter beside {{businessName}}'],
    [{ greeting: 'Hi {{caller}}' }, 'greeting: fills in {{businessName}} only'],
    [{ maxSeconds: 4 }, `maxSeconds: ${seconds(5, 600)}`],
    [{ maxSeconds: 601 }, `maxSeconds: ${seconds(5, 600)}`],
    [{ notify: { sms: { to: [] } } }, 'notify.sms.to: has no number'],
    [{ notify: { sms: { to: eleven.slice(0, 6) } } }, 'notify.sms.to: has more than 5 numbers'],
    [
      { notify: { sms: { to: ['+12025550171'], from: 'Linden' } } },
      'notify.sms.from: is not a phone number in E.164 form, like +15550100000',
    ],
    [
      { notify: { webhook: { url: 'https://a.example', secretEnv: 'VAPI_API_KEY' } } },
      'notify.webhook.secretEnv: is not the name of a variable like SWITCHBOARD_WEBHOOK_SECRET_ACME (never the secret itself)',
    ],
    [{ notify: { email: 'a@a.example' } }, 'notify.email: is not a known field'],
  ])('names what is wrong with a voicemail: %j', (voicemail, problem) => {
    expect(withVoicemail(voicemail)).toEqual([`tenants[0].voicemail.${problem}`]);
  });

  it.each([
    'http://a.example/hook',
    'https://user:word@a.example/hook',
    'https://a.example/hook#rc=5',
    'ftp://a.example',
    'a.example/hook',
    '',
  ])('takes no address for a webhook that would give callers away: "%s"', (url) => {
    expect(withVoicemail({ notify: { webhook: { url } } })).toEqual([
      'tenants[0].voicemail.notify.webhook.url: is not an https URL (http only for this machine) without user or fragment',
    ]);
  });

  it.each(['https://a.example/hook?key=1', 'http://localhost:3001/', 'http://127.0.0.1:1/x'])(
    'takes %s for a webhook',
    (url) => {
      expect(withVoicemail({ notify: { webhook: { url } } })).toEqual([]);
    },
  );

  it('refuses a fallback that rings a number which the file answers, its own or another', () => {
    const other = { ...minimal, id: 'b', numbers: ['+12025550102'] };
    const numbers = ['+12025550101', '+12025550171', '+12025550102'];
    const fallback = [
      { step: 'say', text: 'Hi' },
      { ...dial, numbers },
    ];
    const { problems } = checkTenantFile(
      JSON.stringify({ defaults: { fallback }, tenants: [{ ...minimal, fallback }, other] }),
    );

    expect(problems).toEqual(
      ['defaults', 'tenants[0]'].flatMap((path) => [
        `${path}.fallback[1].numbers[0]: rings +12025550101, which this switchboard answers for a`,
        `${path}.fallback[1].numbers[2]: rings +12025550102, which this switchboard answers for b`,
      ]),
    );
  });

  it.each([
    ['answerFirst.open', { answerFirst: { open: { numbers: ['+12025550101'] } } }],
    ['answerFirst.closed', { answerFirst: { closed: { numbers: ['+12025550101'] } } }],
    [
      'whenClosed.fallback[0]',
      { whenClosed: { fallback: [{ ...dial, numbers: ['+12025550101'] }] } },
    ],
  ])(
    'refuses people before the assistant at a number which the file answers: %s',
    (path, parts) => {
      expect(problemsOf({ ...minimal, ...parts })).toEqual([
        `tenants[0].${path}.numbers[0]: rings +12025550101, which this switchboard answers for a`,
      ]);
    },
  );

  it('refuses to ask for what Twilio does not transcribe', () => {
    const voicemail = { transcribe: true, maxSeconds: 121 };
    const tenants = [
      { ...minimal, voicemail },
      { ...minimal, id: 'b', numbers: ['+12025550102'], voicemail, language: 'en-GB' },
    ];

    expect(problemsOf(...tenants)).toEqual([
      'tenants[0].voicemail.transcribe: Twilio transcribes up to 120 seconds, not 121',
      'tenants[1].voicemail.transcribe: Twilio transcribes en-US only, not en-GB',
      'tenants[1].voicemail.transcribe: Twilio transcribes up to 120 seconds, not 121',
    ]);
  });

  it.each([
    [{ language: 'de-DE', voicemail: { transcribe: true } }, 'en-US only, not de-DE'],
    [{ voicemail: { transcribe: true, maxSeconds: 300 } }, 'up to 120 seconds, not 300'],
  ])('looks at the defaults as well: %j', (defaults, problem) => {
    const { problems } = checkTenantFile(JSON.stringify({ defaults, tenants: [minimal] }));

    expect(problems).toEqual([`defaults.voicemail.transcribe: Twilio transcribes ${problem}`]);
  });

  it('takes a transcription of 120 seconds in American English', () => {
    expect(withVoicemail({ transcribe: true, maxSeconds: 120 })).toEqual([]);
  });
});
