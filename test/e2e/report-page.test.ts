import path from 'node:path';
import { pathToFileURL } from 'node:url';
import { source as axeSource } from 'axe-core';
import { type Browser, chromium, type Page } from 'playwright-core';
import { ensureChromium } from './ensure-chromium';
import { ReportWorld } from '../cli/history/report/report-world';

/** What a tenant's page is: the report's own page is for the operator. */
const CLIENT_PAGE = 'pages/dental.html';

const executablePath = ensureChromium();

jest.setTimeout(180_000);

const EVIL = `<script>document.title='run'</script>"><img src=x onerror=alert(1)>&'`;
const themes = ['light', 'dark'] as const;
const widths = [360, 768, 1280];
const looks = themes.flatMap((theme) => widths.map((width) => ({ theme, width })));

let world: ReportWorld;
let browser: Browser;
let html: string;

/** Opens the page; returns what it should not have done as well. */
async function open(
  theme: (typeof themes)[number],
  width: number,
  options: { readonly javaScriptEnabled?: boolean } = {},
  name = 'report.html',
): Promise<{ page: Page; misdeeds: string[] }> {
  const viewport = { width, height: 800 };
  const page = await browser.newPage({ colorScheme: theme, viewport, ...options });
  const misdeeds: string[] = [];
  const url = pathToFileURL(path.join(world.folder, name)).href;
  page.on('console', (message) => misdeeds.push(message.text()));
  page.on('pageerror', (error) => misdeeds.push(error.message));
  page.on('dialog', (dialog) => misdeeds.push(dialog.message()));
  page.on('request', (request) => {
    if (request.url() !== url) misdeeds.push(request.url());
  });
  await page.goto(url);
  return { page, misdeeds };
}

/** Measures the drawings that are seen; runs in the browser. */
const measureDrawings = `(() => {
  const channels = (colour) => colour.match(/[\\d.]+/g).slice(0, 3).map((value) => {
    const share = Number(value) / 255;
    return share <= 0.03928 ? share / 12.92 : ((share + 0.055) / 1.055) ** 2.4;
  });
  const light = (colour) => {
    const [r, g, b] = channels(colour);
    return 0.2126 * r + 0.7152 * g + 0.0722 * b;
  };
  const paper = light(getComputedStyle(document.body).backgroundColor);
  const contrast = (colour) => {
    const own = light(colour);
    return (Math.max(own, paper) + 0.05) / (Math.min(own, paper) + 0.05);
  };
  const drawings = [...document.querySelectorAll('figure svg')].filter((svg) => svg.getClientRects().length > 0);
  const texts = drawings.flatMap((svg, drawing) => {
    const scale = svg.getBoundingClientRect().width / svg.viewBox.baseVal.width;
    return [...svg.querySelectorAll('text')].map((text) => {
      const { left, right, top, bottom } = text.getBoundingClientRect();
      const { fill, fontSize } = getComputedStyle(text);
      return { drawing, words: text.textContent, left, right, top, bottom,
        pixels: parseFloat(fontSize) * scale, contrast: contrast(fill) };
    });
  });
  const bars = drawings.flatMap((svg) => [...svg.querySelectorAll('rect')])
    .map((rect) => contrast(getComputedStyle(rect).fill));
  return { count: drawings.length, texts, bars, paper };
})()`;

/** Whether tiles leave no hole at the end of their row; runs in the browser. */
const isTileRowFull = `(() => {
  const edge = (each) => each.getBoundingClientRect().right;
  const row = document.querySelector('.tiles');
  return Math.abs(edge(row) - edge(row.lastElementChild)) < 2;
})()`;

interface Measured {
  readonly count: number;
  readonly paper: number;
  readonly bars: readonly number[];
  readonly texts: readonly {
    readonly drawing: number;
    readonly words: string;
    readonly left: number;
    readonly right: number;
    readonly top: number;
    readonly bottom: number;
    readonly pixels: number;
    readonly contrast: number;
  }[];
}

function listCollisions({ texts }: Measured): string[] {
  return texts.flatMap((one, index) =>
    texts
      .slice(index + 1)
      .filter(
        (other) =>
          one.drawing === other.drawing &&
          one.left < other.right &&
          other.left < one.right &&
          one.top < other.bottom - 1 &&
          other.top < one.bottom - 1,
      )
      .map((other) => `${one.words} on ${other.words}`),
  );
}

describe("the report's page", () => {
  beforeAll(async () => {
    world = await ReportWorld.start();
    world.nameTenants({ dental: EVIL });
    world.addCalls(51, 400);
    const { exitCode, stderr } = await world.report(
      ...['--html', 'report.html', '--logs', '--split-by-tenant', 'pages', '--without-costs'],
    );
    if (exitCode !== 0) throw new Error(stderr);
    html = world.read('report.html');
    browser = await chromium.launch({ executablePath, args: ['--no-sandbox'] });
  });
  afterAll(async () => {
    await browser?.close();
    await world?.stop();
  });

  it.each(looks)('fits and can be read: $theme, $width pixels', async ({ theme, width }) => {
    const { page, misdeeds } = await open(theme, width);
    const wide = await page.evaluate('document.documentElement.scrollWidth');
    const measured = await page.evaluate<Measured>(measureDrawings);

    expect(misdeeds).toEqual([]);
    expect(wide).toBe(width);
    expect(measured.count).toBe(3);
    expect(Math.min(...measured.texts.map(({ pixels }) => pixels))).toBeGreaterThanOrEqual(11);
    expect(Math.min(...measured.texts.map(({ contrast }) => contrast))).toBeGreaterThanOrEqual(4.5);
    expect(Math.min(...measured.bars)).toBeGreaterThanOrEqual(3);
    expect(measured.paper > 0.5).toBe(theme === 'light');
    expect(listCollisions(measured)).toEqual([]);
    expect(measured.texts.filter(({ left, right }) => left < 0 || right > width)).toEqual([]);
    await page.close();
  });

  it.each([looks[0]!, looks.at(-1)!])(
    'has no barrier that axe knows: $theme, $width pixels',
    async (look) => {
      const { page } = await open(look.theme, look.width);
      await page.evaluate(
        'document.querySelectorAll("details").forEach((each) => (each.open = true))',
      );
      await page.evaluate(axeSource);
      const found = await page.evaluate<{
        violations: { id: string; nodes: { html: string }[] }[];
      }>('axe.run()');

      expect(found.violations.map(({ id, nodes }) => `${id}: ${nodes[0]?.html}`)).toEqual([]);
      await page.close();
    },
  );

  it.each([looks[0]!, looks.at(-1)!])(
    'is readable and without a barrier for a tenant: $theme, $width pixels',
    async ({ theme, width }) => {
      const { page, misdeeds } = await open(theme, width, {}, CLIENT_PAGE);
      const measured = await page.evaluate<Measured>(measureDrawings);
      await page.locator('summary').click();
      await page.evaluate(axeSource);
      const found = await page.evaluate<{ violations: { id: string }[] }>('axe.run()');

      expect(misdeeds).toEqual([]);
      expect(await page.locator('h1').innerText()).toBe(EVIL);
      expect(await page.title()).toBe(`${EVIL} · Calls`);
      expect(await page.evaluate(isTileRowFull)).toBe(true);
      expect(await page.evaluate('document.documentElement.scrollWidth')).toBe(width);
      expect(measured.count).toBe(1);
      expect(listCollisions(measured)).toEqual([]);
      expect(found.violations.map(({ id }) => id)).toEqual([]);
      await page.close();
    },
  );

  it('needs no JavaScript and asks nobody for anything', async () => {
    const { page, misdeeds } = await open('light', 360, { javaScriptEnabled: false });
    const text = await page.locator('main').innerText();
    await page.locator('summary').first().click();
    const tags = [...html.matchAll(/<[^>]+>/g)].join('');

    expect(text).toContain('Time to answer');
    expect(await page.locator('details table').first().isVisible()).toBe(true);
    expect(misdeeds).toEqual([]);
    expect(tags).not.toMatch(/<script|\son\w+=|\b(?:src|href|srcset|action)=/i);
    expect(html).not.toMatch(/@import|url\(/i);
    expect(tags).toContain(`http-equiv="Content-Security-Policy" content="default-src 'none'`);
    await page.close();
  });

  it('shows what a tenant is called as it is written, and runs nothing of it', async () => {
    const { page, misdeeds } = await open('light', 1280);

    expect(await page.locator('th', { hasText: EVIL }).count()).toBe(1);
    expect(await page.locator('script, img').count()).toBe(0);
    expect([await page.title(), ...misdeeds]).toEqual(['Calls']);
    await page.close();
  });

  it.each(themes)('is printed on white paper, each figure once: %s', async (theme) => {
    const { page } = await open(theme, 718);
    await page.emulateMedia({ media: 'print', colorScheme: theme });
    const measured = await page.evaluate<Measured>(measureDrawings);
    const wide = await page.evaluate('document.documentElement.scrollWidth');

    expect(measured.paper).toBeGreaterThan(0.9);
    expect(measured.count).toBe(3);
    expect(wide).toBe(718);
    expect(listCollisions(measured)).toEqual([]);
    await page.close();
  });

  it('names and describes every drawing, and no id is there twice', () => {
    const ids = [...html.matchAll(/\sid="([^"]+)"/g)].map(([, id]) => id);
    const named = [...html.matchAll(/aria-(?:labelledby|describedby)="([^"]+)"/g)];

    expect(new Set(ids).size).toBe(ids.length);
    expect(named.length).toBeGreaterThan(18);
    expect(named.filter(([, id]) => !ids.includes(id))).toEqual([]);
    expect(html.length).toBeLessThan(300_000);
  });
});
