import { inProject } from '../../build/project';
import { runTool } from '../../deploy/run-tool';
import { type AbuseCase, NOTHING, RIVERSIDE } from '../../sandbox/faults/abuse/abuse-case';
import type { AbuseWorld } from '../../sandbox/faults/abuse/abuse-world';
import { playAbuse } from '../../sandbox/faults/abuse/run-abuse';
import { allCases } from '../../sandbox/faults/cases';
import { type Change, replaceFunction, setVariables } from '../../sandbox/faults/change-deployment';
import { deployOnce } from '../../sandbox/faults/deploy-once';
import type { FaultCase } from '../../sandbox/faults/fault-case';
import { countForbidden, formatAll, formatResults } from '../../sandbox/faults/format-results';
import { runAll } from '../../sandbox/faults/run-all';
import { type FaultResult, runFault } from '../../sandbox/faults/run-fault';
import type { DeployedEnvironment } from '../../sandbox/twilio/serverless/deployed-environment';

let deployed: DeployedEnvironment;
beforeAll(async () => {
  deployed = await deployOnce();
}, 60_000);

/** One case of each theme that holds whatever comes after the stream. */
const SAMPLE = [
  '429 with Retry-After: 2',
  'answers after 1 s',
  'kept connection closed by the next request',
  'twiml a number',
  'entity bomb',
  'conversation over: customer-ended-call',
  'the called tenant broken',
  'VAPI_API_KEY_HARBOUR missing',
  'webhook delivered twice at once',
  'clock jumps a day ahead',
  'two together: a machine first, then a person',
  'asked for a recording; caller refuses',
  'queue; Vapi refuses the key',
  '21 May 2026: 5xx for hours',
];

describe('the fault suite', () => {
  let results: FaultResult[];
  beforeAll(async () => {
    const cases = allCases.filter(({ name }) => SAMPLE.includes(name));
    results = await runAll(cases, deployed);
  }, 90_000);

  it('finds nothing forbidden in a case of each theme', () => {
    expect(results).toHaveLength(SAMPLE.length);
    expect(results.filter(({ violations }) => Object.values(violations).flat().length)).toEqual([]);
  });

  it('tells what was heard, how soon, and what Vapi was asked', () => {
    const [limited] = results;

    expect(limited?.heard).toMatch(/^sentence: “Thank you for calling Riverside/);
    expect(limited?.firstAnswerMs).toBeGreaterThan(2_000);
    expect(results.map(({ postCount }) => postCount)).toEqual([
      2, 1, 2, 1, 1, 1, 1, 0, 2, 1, 1, 1, 2, 2,
    ]);
    expect(results.at(-1)?.heard).toBe('assistant × 2; sentence × 8');
  });

  it('tells of the people whom a caller got to', () => {
    expect(results.at(-4)?.heard).toMatch(/^sentence, person: /);
  });

  it('prints a table, and a page with the same rows', () => {
    expect(formatResults(results)).toContain('callers      webhook delivered twice at once');
    expect(formatAll(results, [])).toMatch(/## TwiML\n\n\| fault .*\n.*\n\| entity bomb \|/);
  });

  it('has a name of its own for each case', () => {
    const names = allCases.map(({ theme, name }) => `${theme} ${name}`);

    expect(names.length).toBeGreaterThan(90);
    expect(new Set(names).size).toBe(names.length);
  });
});

/** A handler that does something and then speaks. */
const speaking = (before: string): string => `
  exports.handler = async (context, event, callback) => {
    const twiml = new Twilio.twiml.VoiceResponse();
    const say = (words) => { twiml.say(words); callback(null, twiml); };
    ${before}
    say('Hello');
  };`;

const POST_THRICE = speaking(`
  const { request } = require('node:http');
  for (let count = 0; count < 3; count += 1) {
    await new Promise((resolve) => {
      const headers = { 'User-Agent': 'x', Authorization: 'Bearer ' + context.VAPI_API_KEY };
      const options = { method: 'POST', headers };
      request(context.VAPI_BASE_URL + '/call', options, (answer) => answer.resume().on('end', resolve)).end('{}');
    });
  }`);

describe('a Function that is bad', () => {
  const check = async (code: string, parts: Partial<FaultCase> = {}) => {
    const change: Change = (environment) =>
      replaceFunction(
        '/incoming-call',
        code,
      )(setVariables({ SWITCHBOARD_DEADLINE_MS: '2000' })(environment));
    const fault = { theme: 'platform', name: 'bad', expected: 'anyone', change, ...parts } as const;
    const result = await runFault(fault, deployed);
    const counts = Object.entries(countForbidden([result])).filter(([, count]) => count > 0);
    return { counts: Object.fromEntries(counts), violations: result.violations };
  };

  it.each<[string, string, Record<string, number>]>([
    ['speaks', speaking(''), {}],
    [
      'says nothing',
      'exports.handler = (c, e, cb) => cb(null, new Twilio.twiml.VoiceResponse());',
      { silent: 1 },
    ],
    ['fails', "exports.handler = (c, e, cb) => cb(new Error('x'));", { invalid: 1 }],
    ['sends a text', "exports.handler = (c, e, cb) => cb(null, '<Response/>');", { invalid: 1 }],
    ['sends TwiML that Twilio refuses', speaking("twiml.say('x'.repeat(4000));"), { invalid: 1 }],
    [
      'is late',
      speaking('await new Promise((resolve) => setTimeout(resolve, 2600));'),
      { late: 1 },
    ],
    ['asks Vapi three times', POST_THRICE, { posts: 1 }],
    ['logs a key', speaking('console.log(context.VAPI_API_KEY);'), { leaks: 1 }],
    ['logs the caller', speaking('console.log(JSON.stringify(event));'), { leaks: 2 }],
    ['logs a stream', speaking("console.log('wss://localhost/1/transport');"), { leaks: 1 }],
    [
      'speaks of a key in other letters',
      speaking("twiml.say(Buffer.from(' ' + context.VAPI_API_KEY_HARBOUR).toString('hex'));"),
      { leaks: 1 },
    ],
    [
      'redirects with a secret',
      `exports.handler = (c, e, cb) => {
        const twiml = new Twilio.twiml.VoiceResponse();
        if (e.key) twiml.say('Hello');
        else twiml.redirect('/incoming-call?key=' + c.SWITCHBOARD_WEBHOOK_SECRET);
        cb(null, twiml);
      };`,
      { leaks: 2 },
    ],
  ])('is found: it %s', async (_case, code, counts) => {
    expect((await check(code)).counts).toEqual(counts);
  });

  it('is found when the caller gets somebody else', async () => {
    const { counts } = await check(speaking(''), { expected: 'assistant' });

    expect(counts).toEqual({ unexpected: 1 });
  });

  it('is forgiven where it is the fault itself', async () => {
    const code = "exports.handler = (c, e, cb) => cb(new Error('x'));";
    const { violations } = await check(code, { brokenPaths: ['/incoming-call'] });

    expect(violations.invalid).toEqual([]);
  });
});

describe('an attack', () => {
  const call = (world: AbuseWorld) => world.call({ to: RIVERSIDE }).then(() => undefined);

  it.each<[string, Partial<AbuseCase>, string[]]>([
    ['stays within its bound', { max: { ...NOTHING, posts: 1 }, min: { posts: 1 } }, []],
    ['costs more than it may', {}, ['spent']],
    ['reaches nothing', { attack: () => Promise.resolve(), min: { posts: 1 } }, ['idle']],
    ['is let in', { attack: () => Promise.resolve(['answered 200']) }, ['answered']],
    [
      'takes an honest caller from the assistant',
      {
        max: { ...NOTHING, posts: 1 },
        attack: (world) => {
          world.vapi.standingFault = { kind: 'status', status: 401 };
          return Promise.resolve();
        },
      },
      ['honest'],
    ],
  ])('is told from others: it %s', async (name, parts, kinds) => {
    const { violations } = await playAbuse(
      { name, max: NOTHING, attack: call, ...parts },
      deployed,
    );

    const seen = Object.entries(violations as unknown as Record<string, readonly string[]>);
    expect(seen.filter(([, found]) => found.length > 0).map(([kind]) => kind)).toEqual(kinds);
  });
});

/** The callback of a message that is left notifies the tenant as the given code does. */
const telling = (before: string): string => `
  const { request } = require('node:http');
  const { readFileSync } = require('node:fs');
  const { createHmac, hkdfSync } = require('node:crypto');
  exports.handler = (context, event, callback) => {
    const tenants = readFileSync(Runtime.getAssets()['/tenants.json'].path, 'utf8');
    const [url] = /http:[^"]*voicemail/.exec(tenants);
    const data = { tenantId: 'lakeside-veterinary' };
    const derive = (secret) =>
      Buffer.from(hkdfSync('sha256', secret, '', 'switchboard webhooks of ' + data.tenantId, 32));
    ${before}
    const body = JSON.stringify({ type: 'voicemail.recorded', data });
    const time = String(Math.floor(Date.now() / 1000));
    const signed = createHmac('sha256', secret).update('id.' + time + '.' + body).digest('base64');
    const headers = { 'webhook-id': 'id', 'webhook-timestamp': time, 'webhook-signature': 'v1,' + signed };
    const answer = new Twilio.Response();
    answer.setStatusCode(204);
    request(url, { method: 'POST', headers }, (taken) => taken.resume().on('end', () => callback(null, answer))).end(body);
  };`;

describe('a notification that is bad', () => {
  it.each<[string, string, Record<string, number>]>([
    ['is good', 'const secret = derive(context.SWITCHBOARD_WEBHOOK_SECRET);', {}],
    ['is signed by somebody else', "const secret = 'x';", { unsigned: 1 }],
    [
      "has a recording's address",
      'const secret = derive(context.SWITCHBOARD_WEBHOOK_SECRET); data.url = event.RecordingUrl;',
      { leaks: 1 },
    ],
    [
      'has an audio file',
      "const secret = derive(context.SWITCHBOARD_WEBHOOK_SECRET); data.url = 'https://example.com/a.mp3';",
      { leaks: 1 },
    ],
    [
      'has a secret',
      'const secret = derive(context.SWITCHBOARD_WEBHOOK_SECRET); data.key = context.AUTH_TOKEN;',
      { leaks: 1 },
    ],
    [
      'tells of the caller',
      "const secret = derive(context.SWITCHBOARD_WEBHOOK_SECRET); data.caller = '+12025550143';",
      {},
    ],
    ['is not wanted', 'const secret = derive(context.SWITCHBOARD_WEBHOOK_SECRET);', { untold: 1 }],
  ])('is found: it %s', async (name, code, counts) => {
    const [left] = allCases.filter((fault) => fault.name === 'message left; it cannot be read');
    const result = await runFault(
      {
        ...left!,
        change: replaceFunction('/voicemail/recording', telling(code)),
        expectedNotifications: name === 'is not wanted' ? 0 : 1,
        expectedTexts: 0,
      },
      deployed,
    );
    const found = Object.entries(countForbidden([result])).filter(([, count]) => count > 0);

    expect(Object.fromEntries(found)).toEqual(counts);
  });

  it('is found when nobody answers and a person should', async () => {
    const [alone] = allCases.filter((fault) => fault.name === 'numbers that nobody has');
    const result = await runFault({ ...alone!, expected: 'person' }, deployed);

    expect(result.violations.unexpected).toHaveLength(1);
  });
});

describe('npm run faults', () => {
  const run = (...words: string[]) =>
    runTool({
      scriptFile: inProject('node_modules/ts-node/dist/bin.js'),
      args: [inProject('sandbox/faults/main.ts'), ...words],
      folder: inProject(),
      env: { PATH: process.env['PATH'] ?? '' },
      limitMs: 40_000,
    });

  it('runs what it is asked for, and ends with 0', async () => {
    const { exitCode, stdout } = await run('--only', '402 wallet', '--json');

    expect(exitCode).toBe(0);
    expect(JSON.parse(stdout)).toEqual([expect.objectContaining({ theme: 'statuses' })]);
  }, 60_000);

  it('lists faults, and explains itself after wrong words', async () => {
    const [list, wrong] = await Promise.all([run('--list'), run('--only', 'nonsense')]);

    expect([list.exitCode, wrong.exitCode]).toEqual([0, 2]);
    expect(list.stdout).toContain('incidents / 25 Jul 2025');
  }, 60_000);
});
