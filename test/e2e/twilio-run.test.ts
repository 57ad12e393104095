import { mkdirSync, rmSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { inProject } from '../../build/project';
import { startTwilioRun, type TwilioRun } from '../../sandbox/project/twilio-run';
import { postWebhook } from '../../sandbox/twilio/voice/webhook';

jest.setTimeout(60_000);

const folder = inProject('.switchboard', `twilio-run-${process.pid}`);
const CHRISTMAS_MS = Date.parse('2026-12-24T17:30:00Z');
const LEAP_DAY_MS = Date.parse('2024-02-29T23:10:00Z');
/** No answer takes longer. */
const LATEST_MS = 60_000;
let twilioRun: TwilioRun;

/** Writes a Function whose handler has this body. */
const writeFunction = (name: string, body: string, before = '') =>
  writeFileSync(
    path.join(folder, 'functions', `${name}.js`),
    `${before}\nexports.handler = (context, event, callback) => {${body}};`,
  );

beforeAll(async () => {
  mkdirSync(path.join(folder, 'functions'), { recursive: true });
  mkdirSync(path.join(folder, 'assets'));
  // The time, by every way in which code asks for it.
  writeFunction(
    'now',
    `const made = new Date();
    if (!(made instanceof Date) || new Date(0).getTime() !== 0) throw new Error('no Date');
    callback(null, [made.getTime(), Date.now(), Date.parse(Date())]);`,
  );
  writeFunction('count', 'callback(null, String((counted += 1)));', 'let counted = 0;');
  writeFunction('variable', 'callback(null, String(context.SWITCHBOARD_OUTAGE));');
  writeFunction('late', "setTimeout(() => { throw new Error('too late'); });");
  writeFunction('rejects', "void Promise.reject(new Error('refused'));");
  const environment = { SWITCHBOARD_OUTAGE: 'one' };
  twilioRun = await startTwilioRun({ builtFolder: folder, environment });
});
afterAll(async () => {
  await twilioRun.stop();
  rmSync(folder, { recursive: true });
});

const post = (name: string, headers: Record<string, string> = {}) =>
  postWebhook(`${twilioRun.url}/${name}`, {}, 'token', headers);

/** Returns how late each of the Function's times is, in whole minutes. */
async function measureDelays(fromMs: number, headers: Record<string, string> = {}) {
  const times = JSON.parse((await post('now', headers)).body) as number[];
  // Date() as text has no milliseconds.
  return times.map((ms) => Math.floor((ms - fromMs + 1_000) / LATEST_MS));
}

describe('a Function under twilio-run', () => {
  it('believes the moment of its own request, and no other', async () => {
    const delays = await Promise.all([
      measureDelays(CHRISTMAS_MS, { 'X-Sandbox-Now': new Date(CHRISTMAS_MS).toISOString() }),
      measureDelays(LEAP_DAY_MS, { 'X-Sandbox-Now': new Date(LEAP_DAY_MS).toISOString() }),
      measureDelays(Date.now()),
    ]);

    expect(delays).toEqual(Array<number[]>(3).fill([0, 0, 0]));
  });

  it('is kept between requests, until it is loaded anew', async () => {
    const answers = [(await post('count')).body, (await post('count')).body];
    twilioRun.loadAnew();
    answers.push((await post('count')).body);

    expect(answers).toEqual(['1', '2', '1']);
  });

  it('sees changed variables from the next request on', async () => {
    const before = await post('variable');
    twilioRun.setVariables({ SWITCHBOARD_OUTAGE: 'all' });
    const after = await post('variable');

    expect([before.body, after.body]).toEqual(['one', 'all']);
  });

  it.each(['late', 'rejects'])('fails alone when it throws uncaught: %s', async (name) => {
    const { status, body } = await post(name);
    const next = await post('variable');

    expect([status, JSON.parse(body)]).toEqual([500, { message: expect.any(String) as string }]);
    expect(twilioRun.output()).toContain('A Function has thrown what nothing caught');
    expect(next.status).toBe(200);
  });
});

describe('a new build under twilio-run', () => {
  it('is served from the next request on, with Functions and assets that are new or gone', async () => {
    writeFunction('greeting', "callback(null, 'first');");
    twilioRun.loadAnew();
    const first = await post('greeting');

    writeFunction('greeting', "callback(null, 'second');");
    rmSync(path.join(folder, 'functions', 'variable.js'));
    writeFileSync(path.join(folder, 'assets', 'new.xml'), '<Response/>');
    twilioRun.loadAnew();
    const answers = [await post('greeting'), await post('variable'), await post('new.xml')];

    expect(first.body).toBe('first');
    expect(answers.map(({ status }) => status)).toEqual([200, 404, 200]);
    expect(answers[0]?.body).toBe('second');
  });

  it('lets a request finish that began before it', async () => {
    writeFunction('asked', "globalThis.answerAsked = () => callback(null, 'first build');");
    // Answered once the other request has arrived.
    writeFunction(
      'arrived',
      'const look = () => globalThis.answerAsked ? callback(null, "yes") : setTimeout(look); look();',
    );
    writeFunction('release', 'globalThis.answerAsked(); callback(null, "done");');
    twilioRun.loadAnew();
    const asked = post('asked');
    await post('arrived');
    writeFunction('asked', "callback(null, 'second build');");
    twilioRun.loadAnew();
    const next = await post('asked');
    await post('release');

    expect([(await asked).body, next.body]).toEqual(['first build', 'second build']);
  });
});
