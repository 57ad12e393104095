import { mkdirSync, rmSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { inProject } from '../../build/project';
import { startTwilioRun, type TwilioRun } from '../../sandbox/project/twilio-run';
import { postWebhook } from '../../sandbox/twilio/voice/webhook';

jest.setTimeout(60_000);

const folder = inProject('.switchboard', `moment-${process.pid}`);
/** Answers with the time, by every way in which code asks for it. */
const NOW = `exports.handler = (_context, _event, callback) => {
  const made = new Date();
  if (!(made instanceof Date) || new Date(0).getTime() !== 0) throw new Error('no Date');
  callback(null, [made.getTime(), Date.now(), Date.parse(Date())]);
};`;
const CHRISTMAS_MS = Date.parse('2026-12-24T17:30:00Z');
const LEAP_DAY_MS = Date.parse('2024-02-29T23:10:00Z');
/** No answer takes longer. */
const LATEST_MS = 60_000;
let twilioRun: TwilioRun | undefined;

beforeAll(() => {
  mkdirSync(path.join(folder, 'functions'), { recursive: true });
  mkdirSync(path.join(folder, 'assets'));
  writeFileSync(path.join(folder, 'functions', 'now.js'), NOW);
});
afterEach(() => twilioRun?.stop());
afterAll(() => rmSync(folder, { recursive: true }));

/** Returns how late each of the Function's times is, in whole minutes. */
async function measureDelays(fromMs: number, headers: Record<string, string> = {}) {
  const { body } = await postWebhook(`${twilioRun?.url}/now`, {}, 'token', headers);
  const times = JSON.parse(body) as number[];
  // Date() as text has no milliseconds.
  return times.map((ms) => Math.floor((ms - fromMs + 1_000) / LATEST_MS));
}

describe('a Function under twilio-run', () => {
  it.each(['warm', 'fresh'] as const)(
    'believes the moment of its own request, and no other: %s',
    async (mode) => {
      twilioRun = await startTwilioRun({ builtFolder: folder, environment: {}, mode });

      const delays = await Promise.all([
        measureDelays(CHRISTMAS_MS, { 'X-Sandbox-Now': new Date(CHRISTMAS_MS).toISOString() }),
        measureDelays(LEAP_DAY_MS, { 'X-Sandbox-Now': new Date(LEAP_DAY_MS).toISOString() }),
        measureDelays(Date.now()),
      ]);

      expect(delays).toEqual(Array<number[]>(3).fill([0, 0, 0]));
    },
  );
});
