import { type ChildProcess, spawn } from 'node:child_process';
import { createServer } from 'node:net';
import { writeFileSync } from 'node:fs';
import path from 'node:path';
import { chromium, type Page } from 'playwright-core';
import { PNG } from 'pngjs';
import { inProject } from '../../build/project';
import { findChromium } from '../call-logs/find-chromium';
import { exampleAssetsFolder } from '../project/sandbox-project';
import { listen, stop } from '../servers/listen';

const USAGE = `Makes the pictures of the console that README shows, from a real session of npm start with the
example's tenants. It needs Chromium (CHROMIUM_PATH or on PATH).

  npm run console:pictures`;

const SIZE = { width: 1200, height: 750 };
const MAX_BYTES = 150_000;
const START_LIMIT_MS = 60_000;

async function makePictures(): Promise<void> {
  const executablePath = findChromium();
  if (executablePath === undefined) throw new Error('no Chromium; fix: set CHROMIUM_PATH');
  const start = await startConsole();
  const browser = await chromium.launch({ executablePath, args: ['--no-sandbox'] });
  try {
    // A headless browser has no voices and says so; a person's browser has some.
    const page = await browser.newPage({ viewport: SIZE, bypassCSP: true });
    await page.goto(start.url);
    await page.addStyleTag({ content: '.no-voice { display: none }' });
    await transferCall(page);
    // The beginning of the call says more than its newest rows.
    await page.evaluate("document.querySelector('.rows').scrollTo(0, 0)");
    await page.evaluate('document.activeElement.blur()');
    for (const colorScheme of ['light', 'dark'] as const) {
      await page.emulateMedia({ colorScheme });
      const file = inProject('docs', 'images', `console-${colorScheme}.png`);
      const picture = shrink(await page.screenshot());
      const { length } = picture;
      writeFileSync(file, picture);
      console.log(`${path.relative(inProject(), file)}: ${Math.round(length / 1_000)} kB`);
      if (length > MAX_BYTES) throw new Error(`more than ${MAX_BYTES} bytes: README gets slow`);
    }
  } finally {
    await browser.close();
    start.process.kill('SIGTERM');
  }
}

/** Large plain areas deflate best unfiltered: a fifth less than the browser's own file. */
function shrink(picture: Buffer): Buffer {
  return PNG.sync.write(PNG.sync.read(picture), {
    filterType: 0,
    deflateLevel: 9,
    deflateStrategy: 0,
    colorType: 2,
  });
}

/** Calls, asks for a person, and lets that person's phone ring. */
async function transferCall(page: Page): Promise<void> {
  const caller = page.getByRole('region', { name: 'Your phone' });
  await caller.getByRole('button', { name: 'Call', exact: true }).click();
  await caller.getByText('How can I help you?').waitFor();
  await page.getByLabel('Say', { exact: true }).first().fill('I would like to talk to a person.');
  await page.keyboard.press('Enter');
  await page.getByRole('button', { name: 'Answer', exact: true }).first().waitFor();
}

/** Starts `npm start` on a free port, and waits for the console's address. */
async function startConsole(): Promise<{ readonly url: string; readonly process: ChildProcess }> {
  const probe = createServer();
  const port = await listen(probe);
  await stop(probe);
  const args = [inProject('build', 'run.cjs'), inProject('sandbox', 'start.ts')];
  const child = spawn(process.execPath, [...args, '--port', String(port)], {
    cwd: inProject(),
    env: {
      ...process.env,
      SWITCHBOARD_TENANTS_FILE: path.join(exampleAssetsFolder, 'tenants.private.json'),
    },
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  const url = await new Promise<string>((resolve, reject) => {
    let printed = '';
    const timer = setTimeout(() => reject(new Error(`npm start: ${printed}`)), START_LIMIT_MS);
    child.stdout.on('data', (chunk: Buffer) => {
      printed += chunk.toString();
      const [, found] = /browser: +(http:\S+)/.exec(printed) ?? [];
      if (found === undefined) return;
      clearTimeout(timer);
      resolve(found);
    });
    child.once('exit', () => reject(new Error(`npm start has ended: ${printed}`)));
  });
  return { url, process: child };
}

if (process.argv.includes('--help')) console.log(USAGE);
else {
  makePictures().catch((error: unknown) => {
    console.error(error);
    process.exitCode = 1;
  });
}
