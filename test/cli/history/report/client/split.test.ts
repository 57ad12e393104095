import { existsSync, readdirSync } from 'node:fs';
import path from 'node:path';
import { computeTruth, ReportWorld } from '../report-world';

let world: ReportWorld;
beforeEach(async () => {
  world = await ReportWorld.start();
});
afterEach(() => world.stop());

jest.setTimeout(120_000);

const CANARIES = { dental: 'Canary Dental & Söhne', legal: 'Canary <b>Legal</b>' };
const hoursIn = (timeZone: string) => ({
  timeZone,
  open: [{ days: ['mon'], from: '09:00', to: '17:00' }],
});

function writeTenants(): void {
  world.writeTenants(
    { dental: ['+12025550101', '+12025550102'], legal: ['+12025550103'] },
    {
      dental: { name: CANARIES.dental, language: 'de-AT', hours: hoursIn('Europe/Vienna') },
      legal: { name: CANARIES.legal, language: 'fr-FR', hours: hoursIn('America/New_York') },
    },
  );
}

const readPage = (id: string) => {
  const html = world.read(`pages/${id}.html`);
  const text = html
    .replace(/<head>.*?<\/head>/s, '')
    .replace(/<[^>]+>/g, '')
    .replaceAll('&lt;', '<')
    .replaceAll('&gt;', '>')
    .replaceAll('&amp;', '&');
  return { html, text, language: /<html lang="([^"]+)"/.exec(html)?.[1] };
};

describe('report --split-by-tenant', () => {
  it('writes a page for each tenant, with its own calls, time zone and language, and nothing else', async () => {
    writeTenants();
    const logs = world.addCalls(61, 400);

    const words = ['report', '--since', '24h', '--split-by-tenant', 'pages', '--json'];
    const { exitCode, stdout } = await world.runAlone(...words);

    expect(exitCode).toBe(0);
    const { data } = JSON.parse(stdout) as { data: Parameters<typeof computeTruth>[1] };
    expect(readdirSync(path.join(world.folder, 'pages'))).toEqual(['dental.html', 'legal.html']);
    const [dental, legal] = [readPage('dental'), readPage('legal')];
    for (const { html, text } of [dental, legal]) {
      expect(html).not.toMatch(/\+1\d{10}|CA[0-9a-f]{32}|[0-9a-f]{8}-[0-9a-f]{4}-/i);
      expect(text).not.toMatch(
        /vapi|twilio|fallback|orphan|stream|tenant|assistant joined|\bSID\b/i,
      );
      expect(html).not.toMatch(/somebody-elses|left the file/);
    }
    expect(dental.html).not.toMatch(/legal/i);
    expect(legal.html).not.toMatch(/dental|söhne/i);
    expect(legal.text).toContain(CANARIES.legal);
    expect(legal.html).toContain('<title>Canary &#60;b>Legal&#60;/b> · Appels</title>');
    expect([dental.language, legal.language]).toEqual(['de-AT', 'fr-FR']);
    expect(dental.text).toContain('Zeiten in Europe/Vienna');
    expect(legal.text).toContain('Heures de America/New_York');
    for (const [tenantId, { text }] of Object.entries({ dental, legal })) {
      const { calls } = computeTruth(logs, data, { tenantId });
      expect(text).toMatch(new RegExp(`(?:Anrufe|Appels)${calls}(?:Angenommen|Pris en charge)`));
    }
    expect(dental.text).toMatch(/Kosten/);
  });

  it('leaves the costs out, and gives each tenant the days of its own time zone', async () => {
    writeTenants();
    const logs = world.addCalls(62, 300);
    const day = new Date(Date.now() - 24 * 60 * 60_000).toISOString().slice(0, 10);
    const words = ['--from', day, '--until', day, '--split-by-tenant', 'pages', '--without-costs'];

    const { exitCode } = await world.runAlone('report', ...words, '--time-zone', 'UTC');

    expect(exitCode).toBe(0);
    const { text } = readPage('legal');
    const dayIn = (ms: number) =>
      new Date(ms).toLocaleDateString('en-CA', { timeZone: 'America/New_York' });
    const calls = [...logs.truth.values()].filter(
      ({ startMs, tenantId }) => tenantId === 'legal' && dayIn(startMs) === day,
    );
    expect(calls.length).toBeGreaterThan(10);
    expect(text).toContain(`Appels${calls.length}Pris en charge`);
    expect(text).not.toMatch(/Coût|\$|USD|€/);
    const nameDay = (ms: number) =>
      new Date(ms).toLocaleDateString('fr-FR', { timeZone: 'UTC', dateStyle: 'full' });
    expect(text).toContain(nameDay(Date.parse(day)));
    expect(text).not.toContain(nameDay(Date.parse(day) + 24 * 60 * 60_000));
  });

  it.each([
    [['--without-costs'], '--without-costs is for'],
    [['--split-by-tenant', ''], 'names no folder'],
    [['--split-by-tenant', 'no/such/folder'], 'ENOENT'],
    [['--split-by-tenant', '.twilioserverlessrc'], 'is no folder'],
    [['--from', '2026-11-01'], '--since ends now'],
  ])('refuses %j', async (words, problem) => {
    const { exitCode, stderr } = await world.report(...words);

    expect(exitCode).toBe(2);
    expect(stderr).toContain(problem);
    expect(existsSync(path.join(world.folder, 'pages'))).toBe(false);
  });
});
