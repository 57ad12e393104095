import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { source as axeSource } from 'axe-core';
import { type Browser, chromium, type Locator, type Page } from 'playwright-core';
import { ensureChromium } from './ensure-chromium';
import { LocalStart } from './local-start';

const executablePath = ensureChromium();

jest.setTimeout(60_000);

/** What the page promises to a newcomer. */
const FIRST_CALL_MS = 15_000;

const LOOKS = (['light', 'dark'] as const).flatMap((colorScheme) =>
  [390, 1600].map((width) => ({ colorScheme, width })),
);

const SAMPLES_PER_SECOND = 48_000;

/** Writes what the microphone hears, again and again: a second of voice, two of silence. */
const writeVoice = (folder: string): string => {
  const audio = Int16Array.from({ length: 3 * SAMPLES_PER_SECOND }, (_unused, at) =>
    at < SAMPLES_PER_SECOND ? 16_000 * Math.sin((2 * Math.PI * 220 * at) / SAMPLES_PER_SECOND) : 0,
  );
  const header = Buffer.from('RIFF....WAVEfmt ....................data....');
  header.writeUInt32LE(36 + audio.byteLength, 4);
  // PCM, one channel of 16 bits.
  header.writeUInt32LE(16, 16);
  header.writeUInt16LE(1, 20);
  header.writeUInt16LE(1, 22);
  header.writeUInt32LE(SAMPLES_PER_SECOND, 24);
  header.writeUInt32LE(2 * SAMPLES_PER_SECOND, 28);
  header.writeUInt16LE(2, 32);
  header.writeUInt16LE(16, 34);
  header.writeUInt32LE(audio.byteLength, 40);
  const file = path.join(folder, 'voice.wav');
  writeFileSync(file, Buffer.concat([header, Buffer.from(audio.buffer)]));
  return file;
};

const folder = mkdtempSync(path.join(tmpdir(), 'console-'));

let local: LocalStart;
let browser: Browser;
let page: Page;
const misdeeds: string[] = [];

beforeAll(async () => {
  [local, browser] = await Promise.all([
    LocalStart.begin(),
    chromium.launch({
      executablePath,
      args: [
        '--no-sandbox',
        '--use-fake-device-for-media-stream',
        '--use-fake-ui-for-media-stream',
        `--use-file-for-fake-audio-capture=${writeVoice(folder)}`,
      ],
    }),
  ]);
  page = await browser.newPage();
  await page.addInitScript(VOICES);
  page.on('console', (message) => misdeeds.push(message.text()));
  page.on('pageerror', (error) => misdeeds.push(error.message));
  page.setDefaultTimeout(FIRST_CALL_MS);
}, 120_000);
afterAll(async () => {
  await browser?.close();
  await local?.stop();
  rmSync(folder, { recursive: true });
});

const button = (name: string | RegExp, within: Page | Locator = page) =>
  within.getByRole('button', { name, exact: typeof name === 'string' });

const hears = (words: string) =>
  page.getByRole('log', { name: 'What you hear' }).getByText(words).first().waitFor();

/**
 * A headless browser has no voices. This one has an English one, which says everything at once and keeps
 * what it said.
 */
const VOICES = `
  window.said = [];
  Object.defineProperty(window, 'speechSynthesis', { value: {
    getVoices: () => [{ lang: 'en-US', default: true }],
    cancel: () => {},
    speak: (utterance) => {
      window.said.push(utterance.lang + ' ' + utterance.text);
      setTimeout(() => utterance.onend(), 20);
    },
  } });
  window.SpeechSynthesisUtterance = class { constructor(text) { this.text = text; } };
`;

/** Chooses a tenant by its name and calls it. */
const callTenant = async (name: string) => {
  const others = button('Numbers');
  if (await others.isVisible()) await others.click();
  await page.getByRole('searchbox', { name: 'Tenant or number' }).fill(name);
  await button('Call').click();
};

const hangUp = async () => {
  await button('Hang up', page.getByRole('region', { name: 'Your phone' })).click();
  await button('Call again').waitFor();
};

/** Answers the phone that rings, and presses 1. */
const answerPhone = async (number: string) => {
  const phone = page.getByRole('article', { name: `Phone ${number}` });
  await button('Answer', phone).click();
  await phone.getByText('Press 1 to take').waitFor();
  await button('Press 1', phone).click();
  return phone;
};

/** A fault's button says more while it is on. */
const fault = (group: string, name: string) =>
  page.getByRole('group', { name: group }).getByRole('button', { name });

const queue = () => page.getByRole('list', { name: 'Callers in the queue' });

describe('the console', () => {
  it('lets a newcomer hear the greeting after one click, within 15 s of the page', async () => {
    const openedAtMs = performance.now();
    await page.goto(local.consoleUrl);
    await button('Call').click();
    await hears('Hello, this is Riverside Dental.');

    expect(performance.now() - openedAtMs).toBeLessThan(FIRST_CALL_MS);
    expect(await page.evaluate<string[]>('window.said')).toEqual([
      'en-US Hello, this is Riverside Dental. How can I help you?',
    ]);
  });

  it('shows the webhook with its form and its TwiML', async () => {
    await button(/Twilio to Functions: POST \/incoming-call$/).click();
    const details = page.getByRole('group');

    expect(await details.filter({ hasText: 'CallSid' }).textContent()).toContain(
      'CallStatusringing',
    );
    expect(await page.getByLabel('Body of the answer').textContent()).toContain('<Connect');
  });

  it('lets the microphone be heard: the assistant answers', async () => {
    await button('Use the microphone').click();
    await hears('I heard you for');

    expect(await button('Use the microphone').getAttribute('aria-pressed')).toBe('true');
    await button('Use the microphone').click();
  });

  it('transfers to the second phone, whose person takes the call by key 1', async () => {
    await button('0').click();
    const phone = await answerPhone('+1 202 555 0181');
    await hears('connected with +1 202 555 0181');
    await page.getByLabel('Say', { exact: true }).first().fill('Is it you?');
    await page.keyboard.press('Enter');
    await phone.getByText('Is it you?').waitFor();
    await page.keyboard.press('Escape');
    await button('Call again').waitFor();
    await phone.getByText('has talked with the caller').waitFor();

    expect(await page.evaluate<string[]>('window.said')).toContainEqual(
      expect.stringContaining('Call for Riverside Dental'),
    );
  });

  it('lets the next call hear the fallback when Vapi is broken', async () => {
    await fault('Vapi, when it is asked', 'Down').click();
    await callTenant('summit');
    await hears('We are putting you through.');
    await answerPhone('+1 202 555 0171');
    const active = page.getByRole('region', { name: 'What is switched on' });

    expect(await active.textContent()).toContain('Vapi: Down (503) this call');
    await hangUp();
    expect(await active.count()).toBe(0);
  });

  it('says that Vapi is not asked once calls in a row have failed, until all is set back', async () => {
    await page.getByLabel('From now on').check({ force: true });
    await fault('Vapi, when it is asked', 'Down').click();
    for (let calls = 0; calls < 3; calls += 1) {
      await callTenant('summit');
      await button('Hang up', page.getByRole('region', { name: 'Your phone' })).waitFor();
      await hears('We are putting you through.');
      await hangUp();
    }
    const active = page.getByRole('region', { name: 'What is switched on' });
    await active.getByText('Breaker open: Vapi is not asked until').waitFor();
    await button('Set everything back').click();
    await active.waitFor({ state: 'detached' });
    await callTenant('riverside');
    await hears('Hello, this is Riverside Dental.');

    expect(await page.getByText('closed: Vapi is asked').count()).toBe(1);
    await hangUp();
  });

  it('queues a caller while all slots are taken, and shows it', async () => {
    await page.getByLabel('From now on').check({ force: true });
    await fault('Vapi, when it is asked', 'All slots taken').click();
    await callTenant('willow');
    await queue().getByText('+1 202 555 0143').waitFor();
    const active = page.getByRole('region', { name: 'What is switched on' });

    expect(await active.textContent()).toContain('Vapi: All slots taken');
    await hangUp();
    await button('Set everything back').click();
    await active.waitFor({ state: 'detached' });
  });

  it('shows words for which the browser has no voice, and says so', async () => {
    await callTenant('linden');
    await hears('Guten Tag, hier ist die Zahnarztpraxis Linden.');
    await page.getByText('This browser has no German voice').waitFor();

    expect(await page.evaluate<string[]>('window.said.join()')).not.toContain('Guten Tag');
  });

  it('gives the call as a command, and as a file without whole numbers', async () => {
    await page.context().grantPermissions(['clipboard-read', 'clipboard-write']);
    await button('Copy as npm run call').click();
    await page.getByText('Copied ✓').waitFor();
    const [download] = await Promise.all([
      page.waitForEvent('download'),
      button('Download').click(),
    ]);
    const text = readFileSync(await download.path(), 'utf8');

    expect(await page.evaluate('navigator.clipboard.readText()')).toMatch(
      /^npm run call -- --to \+493023125101 --from \+12025550143/,
    );
    expect(text).toContain('/incoming-call');
    expect(text).not.toMatch(/2025550143|493023125101/);
  });

  it.each(LOOKS)('has nothing for axe in $colorScheme at $width px', async (look) => {
    await page.emulateMedia({ colorScheme: look.colorScheme });
    await page.setViewportSize({ width: look.width, height: 900 });
    const found = await page.evaluate<string[]>(
      `${axeSource}; axe.run().then(({ violations }) => violations.map(({ id }) => id))`,
    );
    const overflow = await page.evaluate<number>(
      'document.documentElement.scrollWidth - window.innerWidth',
    );

    expect(found).toEqual([]);
    expect(overflow).toBeLessThanOrEqual(0);
  });

  it('is smaller than 100 kB, and has printed nothing in the browser', async () => {
    const sizes = await Promise.all(
      [local.consoleUrl, '/style.css', '/main.js', '/worklet.js'].map((file) =>
        fetch(new URL(file, local.consoleUrl))
          .then((response) => response.arrayBuffer())
          .then(({ byteLength }) => byteLength),
      ),
    );

    expect(sizes.reduce((sum, size) => sum + size)).toBeLessThan(100_000);
    expect(misdeeds).toEqual([]);
  });

  it('ends at once in the middle of a call in which Vapi and Twilio never answer', async () => {
    await page.getByLabel('From now on').check({ force: true });
    await fault('Twilio’s REST API', 'Never answers').click();
    await fault('Vapi, when it is asked', 'Never answers').click();
    await hangUp();
    await callTenant('riverside');
    await button('Hang up', page.getByRole('region', { name: 'Your phone' })).waitFor();
    local.start.signal('SIGTERM');

    expect(await local.start.exited).toBe(0);
  });
});
