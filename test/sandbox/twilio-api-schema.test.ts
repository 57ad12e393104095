import { TwilioApi } from '../../sandbox/twilio/serverless/twilio-api';
import { askApi, type WireAnswer, type WireRequest } from '../fakes/api-client';
import { ApiDescription } from './api-description';

let api: TwilioApi;
beforeAll(async () => {
  api = await TwilioApi.start({ buildDurationMs: 0, pageSize: 2 });
});
afterAll(() => api.stop());

const describeNumbers = () => new ApiDescription('twilio_api_v2010');
const describeServerless = () => new ApiDescription('twilio_serverless_v1');

describe('the answers about phone numbers are as Twilio describes them:', () => {
  const ask = (method: 'GET' | 'POST', rest: string, form?: Record<string, string>) =>
    askApi(api, {
      method,
      host: 'api.twilio.com',
      target: `/2010-04-01/Accounts/${api.account.accountSid}/IncomingPhoneNumbers${rest}`,
      ...(form === undefined ? {} : { form }),
    });
  const problemsOf = async (answer: Promise<WireAnswer>) =>
    describeNumbers().listProblems(await answer);

  it.each(['.json', '.json?Page=1', '.json?PageSize=1000', '.json?PhoneNumber=%2B12025550199'])(
    'list %s',
    async (rest) => {
      for (const line of [1, 2, 3]) api.phoneNumbers.add(`+1202555010${line}`);

      expect(await problemsOf(ask('GET', rest))).toEqual([]);
    },
  );

  it('fetch, as bought and with trunk', async () => {
    const bought = api.phoneNumbers.add('+12025550101');
    const trunked = api.phoneNumbers.add('+12025550102', { trunkSid: `TK${'a'.repeat(32)}` });

    expect(await problemsOf(ask('GET', `/${bought.sid}.json`))).toEqual([]);
    expect(await problemsOf(ask('GET', `/${trunked.sid}.json`))).toEqual([]);
  });

  it('update, of every setting and of none', async () => {
    const { sid } = api.phoneNumbers.add('+12025550101');
    const settings = {
      VoiceUrl: 'https://a.example/',
      VoiceMethod: 'GET',
      VoiceFallbackUrl: 'https://a.example/fallback',
      VoiceFallbackMethod: 'GET',
      StatusCallback: 'https://a.example/status',
      StatusCallbackMethod: 'GET',
      VoiceApplicationSid: `AP${'b'.repeat(32)}`,
    };

    expect(await problemsOf(ask('POST', `/${sid}.json`, settings))).toEqual([]);
    expect(await problemsOf(ask('POST', `/${sid}.json`, {}))).toEqual([]);
  });
});

describe('the answer about the account', () => {
  it('is as Twilio describes it', async () => {
    const target = `/2010-04-01/Accounts/${api.account.accountSid}.json`;
    const answer = await askApi(api, { method: 'GET', host: 'api.twilio.com', target });

    expect(describeNumbers().listProblems(answer)).toEqual([]);
  });
});

describe('the answers about calls', () => {
  it('are as Twilio describes them: lists of calls and of their recordings', async () => {
    const sid = `CA${'a'.repeat(32)}`;
    const call = { from: '+12125550100', to: '+12025550101', status: 'completed' } as const;
    const times = { createdMs: 0, startMs: 0, durationSeconds: 9 };
    api.calls.add([{ ...call, ...times, sid, direction: 'inbound' }]);
    api.calls.recordings.push({
      sid: `RE${'a'.repeat(32)}`,
      callSid: sid,
      source: 'RecordVerb',
      startMs: 0,
      durationSeconds: 3,
    });
    const root = `/2010-04-01/Accounts/${api.account.accountSid}/Calls`;
    const ask = (target: string) => askApi(api, { method: 'GET', host: 'api.twilio.com', target });

    expect(describeNumbers().listProblems(await ask(`${root}.json?To=%2B12025550101`))).toEqual([]);
    expect(describeNumbers().listProblems(await ask(`${root}/${sid}/Recordings.json`))).toEqual([]);
  });

  it.each(['Tofu=1', 'PageSize=1001', 'StartTime%3E=today', 'Page=1', 'ParentCallSid=CA'])(
    'are refusals for what Twilio refuses: %s',
    async (query) => {
      const target = `/2010-04-01/Accounts/${api.account.accountSid}/Calls.json?${query}`;

      expect(await askApi(api, { method: 'GET', host: 'api.twilio.com', target })).toMatchObject({
        status: 400,
      });
    },
  );
});

describe('the answers about what is deployed are as Twilio describes them:', () => {
  const ask = (
    method: WireRequest['method'],
    target: string,
    form?: WireRequest['form'],
    host = 'serverless.twilio.com',
  ) => askApi(api, { method, host, target, ...(form === undefined ? {} : { form }) });
  const sidOf = (answer: WireAnswer) => (answer.body as { sid: string }).sid;
  const check = (answer: WireAnswer) => {
    expect(describeServerless().listProblems(answer)).toEqual([]);
    return answer;
  };

  let service: string;
  let environment: string;
  beforeAll(async () => {
    const form = { UniqueName: 'described', FriendlyName: 'Described' };
    service = `/v1/Services/${sidOf(await ask('POST', '/v1/Services', form))}`;
    const names = { UniqueName: 'dev', DomainSuffix: 'dev' };
    const created = await ask('POST', `${service}/Environments`, names);
    environment = `${service}/Environments/${sidOf(created)}`;
  });

  it('services', async () => {
    check(await ask('POST', '/v1/Services', { UniqueName: 'second', FriendlyName: 'Second' }));
    check(await ask('GET', '/v1/Services'));
    check(await ask('GET', service));
  });

  it('environments, with a suffix and without', async () => {
    check(await ask('POST', `${service}/Environments`, { UniqueName: 'production' }));
    check(await ask('GET', `${service}/Environments`));
    check(await ask('GET', environment));
  });

  it('variables', async () => {
    const created = check(
      await ask('POST', `${environment}/Variables`, { Key: 'KEY', Value: 'value' }),
    );
    const variable = `${environment}/Variables/${sidOf(created)}`;
    check(await ask('GET', `${environment}/Variables`));
    check(await ask('GET', variable));
    check(await ask('POST', variable, { Value: 'other' }));

    expect((await ask('DELETE', variable)).status).toBe(204);
  });

  const upload = async (kind: 'Functions' | 'Assets') => {
    const created = check(await ask('POST', `${service}/${kind}`, { FriendlyName: 'file' }));
    const versions = `${service}/${kind}/${sidOf(created)}/Versions`;
    const form = new FormData();
    form.set('Path', `/${kind.toLowerCase()}`);
    form.set('Visibility', 'public');
    const code = 'exports.handler = (context, event, callback) => callback(null, {});';
    form.set('Content', new Blob([code], { type: 'application/javascript' }), 'file.js');
    const version = await ask('POST', versions, form, 'serverless-upload.twilio.com');
    return { versions, version };
  };

  it.each([
    ['Functions', 'serverless.v1.service.function.function_version'],
    ['Assets', 'serverless.v1.service.asset.asset_version'],
  ] as const)('%s and their versions', async (kind, resource) => {
    const { versions, version } = await upload(kind);
    check(await ask('GET', `${service}/${kind}`));
    check(await ask('GET', versions));
    check(await ask('GET', `${versions}/${sidOf(version)}`));
    if (kind === 'Functions') check(await ask('GET', `${versions}/${sidOf(version)}/Content`));

    expect(version.status).toBe(201);
    expect(describeServerless().listResourceProblems(resource, version.body)).toEqual([]);
  });

  it('builds, deployments and logs', async () => {
    const { version } = await upload('Functions');
    const form = {
      FunctionVersions: sidOf(version),
      Dependencies: JSON.stringify([
        { name: '@twilio/runtime-handler', version: '2.0.1' },
        { name: 'twilio', version: '6.2.0' },
      ]),
      Runtime: 'node22',
    };
    const build = check(await ask('POST', `${service}/Builds`, form));
    check(await ask('GET', `${service}/Builds`));
    check(await ask('GET', `${service}/Builds/${sidOf(build)}`));
    check(await ask('GET', `${service}/Builds/${sidOf(build)}/Status`));
    check(await ask('POST', `${environment}/Deployments`, { BuildSid: sidOf(build) }));
    check(await ask('GET', `${environment}/Deployments`));
    api.functionLogs.add([
      {
        sid: `NO${'a'.repeat(32)}`,
        atMs: Date.now(),
        environmentSid: environment.split('/').at(-1) ?? '',
        level: 'info',
        message: '{}',
      },
    ]);
    const logs = check(await ask('GET', `${environment}/Logs`));

    expect((logs.body as { logs: unknown[] }).logs).toHaveLength(1);
  });
});

describe("Twilio's own examples", () => {
  it.each([
    ['twilio_api_v2010', '/2010-04-01/Accounts/{AccountSid}/IncomingPhoneNumbers'],
    ['twilio_serverless_v1', '/v1/Services'],
  ] as const)('are found right by the same comparison: %s', (name, prefix) => {
    const description = new ApiDescription(name);
    const examples = description.listExamples(prefix);
    const problems = examples.flatMap(({ method, target, body, name: example }) =>
      description
        .listProblems(
          {
            method,
            target: target.replaceAll(/\{\w+\}/g, 'x'),
            status: method === 'post' && !/\{Sid\}(\.json)?$/.test(target) ? 201 : 200,
            body,
          },
          { isComplete: false },
        )
        .map((problem) => `${method} ${target} ${example}: ${problem}`),
    );

    expect(examples.length).toBeGreaterThan(3);
    expect(problems).toEqual([]);
  });
});

describe('the comparison', () => {
  const { sid, target } = {
    sid: `PN${'a'.repeat(32)}`,
    target: '/2010-04-01/Accounts/AC/IncomingPhoneNumbers/PN.json',
  };
  const whole = async () => {
    const number = api.phoneNumbers.add('+12025550101');
    const answer = await askApi(api, {
      method: 'GET',
      host: 'api.twilio.com',
      target: `/2010-04-01/Accounts/${api.account.accountSid}/IncomingPhoneNumbers/${number.sid}.json`,
    });
    return answer.body as Record<string, unknown>;
  };
  const problemsOf = (body: unknown) =>
    describeNumbers().listProblems({ method: 'GET', target, status: 200, body });

  it.each([
    ['an invented property', { invented: 1 }, '"additionalProperty":"invented"'],
    ['a wrong type', { beta: 'no' }, '/beta'],
    ['a wrong sid', { sid: sid.replace('PN', 'XX') }, '/sid'],
    ['a word outside a list', { voice_method: 'PUT' }, '/voice_method'],
  ])('finds %s', async (_name, parts, problem) => {
    expect(problemsOf({ ...(await whole()), ...parts }).join()).toContain(problem);
  });

  it('finds a property that is missing', async () => {
    const { type, ...rest } = await whole();

    expect(type).toBe('local');
    expect(problemsOf(rest).join()).toContain('"missingProperty":"type"');
  });

  it('takes null where the description does', async () => {
    expect(problemsOf({ ...(await whole()), voice_method: null, trunk_sid: null })).toEqual([]);
  });

  it('finds an answer that is not described', () => {
    const problems = describeNumbers().listProblems({
      method: 'PUT',
      target,
      status: 200,
      body: {},
    });

    expect(problems).toEqual([`PUT ${target} 200 is not described`]);
  });
});
