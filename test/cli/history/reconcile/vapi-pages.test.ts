import type { RequestListener } from 'node:http';
import { Secret } from '../../../../src/config/secret';
import {
  readVapiPage,
  type VapiCursor,
  type VapiPage,
} from '../../../../cli/history/reconcile/vapi-pages';
import { HttpConnections } from '../../../../src/http/connections';
import { CallArchive } from '../../../../sandbox/vapi/call-archive';
import { type RawServer, startRawServer } from '../../../fakes/raw-server';

let server: RawServer;
afterEach(() => server.close());

const START_MS = Date.parse('2026-08-01T06:00:00Z');
const WINDOW = { fromMs: START_MS, untilMs: START_MS + 10_000_000 };
const noWait = { wait: () => Promise.resolve() };

/** @param atMs of each call, from the window's start */
function buildArchive(atMs: readonly number[]): CallArchive {
  const archive = new CallArchive();
  archive.add(
    atMs.map((ms, index) => ({
      id: `id-${index}`,
      createdAt: new Date(START_MS + ms).toISOString(),
    })),
  );
  return archive;
}

async function readAll(maxPages = 50): Promise<string[]> {
  const ids: string[] = [];
  let cursor: VapiCursor | undefined = WINDOW;
  for (let page = 0; cursor !== undefined; page += 1) {
    if (page === maxPages) throw new Error('the reading does not end');
    const read = (call: unknown) => (call as { id: string }).id;
    const result: VapiPage<string> = await readVapiPage(cursor, buildOptions(), read);
    ids.push(...result.rows);
    cursor = result.next;
  }
  return ids;
}

const buildOptions = () => ({
  http: new HttpConnections().client('kept'),
  baseUrl: server.url,
  userAgent: 'vapi-switchboard/test',
  apiKey: new Secret('canary-key'),
  apiKeyEnv: 'VAPI_API_KEY',
  patience: noWait,
  idleTimeoutMs: 300,
});

const queryOf = (url: string | undefined) => new URL(url ?? '', 'http://x').searchParams;

const serveArchive =
  (archive: CallArchive, change = (calls: readonly object[]) => calls): RequestListener =>
  ({ url }, response) => {
    const answer = archive.list(queryOf(url));
    response.end(JSON.stringify('calls' in answer ? change(answer.calls) : answer));
  };

describe('readVapiPage', () => {
  it('loses no call where several of one instant lie around the end of a page', async () => {
    // The calls at 5 000 are the last ones of the first page and the first ones of the next.
    const atMs = [
      ...Array.from({ length: 998 }, (_each, index) => 10_000 + index),
      ...Array.from({ length: 5 }, () => 5_000),
      ...Array.from({ length: 40 }, (_each, index) => index),
    ];
    server = await startRawServer(serveArchive(buildArchive(atMs)));

    const ids = await readAll();

    expect(new Set(ids).size).toBe(atMs.length);
  });

  it('continues where a whole page is of one instant', async () => {
    const atMs = [...Array.from({ length: 1_000 }, () => 5_000), 4_000, 3_000];
    server = await startRawServer(serveArchive(buildArchive(atMs)));

    expect(new Set(await readAll()).size).toBe(atMs.length);
  });

  it('reads all where a server gives fewer than were asked for', async () => {
    const archive = buildArchive(Array.from({ length: 450 }, (_each, index) => index * 10));
    server = await startRawServer(serveArchive(archive, (calls) => calls.slice(0, 100)));

    expect(new Set(await readAll()).size).toBe(450);
  });

  it('reads all where the oldest come first', async () => {
    const all = Array.from({ length: 2_500 }, (_each, index) => ({
      id: `id-${index}`,
      createdAt: new Date(START_MS + index * 10).toISOString(),
    }));
    server = await startRawServer(({ url }, response) => {
      const [fromMs, untilMs] = ['createdAtGe', 'createdAtLe'].map((name) =>
        Date.parse(queryOf(url).get(name) ?? ''),
      );
      const shown = all.filter(({ createdAt }) => {
        const ms = Date.parse(createdAt);
        return ms >= (fromMs ?? 0) && ms <= (untilMs ?? 0);
      });
      response.end(JSON.stringify(shown.slice(0, 1_000)));
    });

    expect(new Set(await readAll()).size).toBe(2_500);
  });

  it('asks for less where an answer breaks off, and keeps to that', async () => {
    const archive = buildArchive(Array.from({ length: 1_200 }, (_each, index) => index * 10));
    const limits: string[] = [];
    server = await startRawServer((request, response) => {
      const limit = queryOf(request.url).get('limit') ?? '';
      limits.push(limit);
      if (Number(limit) <= 250) return serveArchive(archive)(request, response);
      response.write('[{"id":');
      setTimeout(() => response.destroy(), 10);
    });

    expect(new Set(await readAll()).size).toBe(1_200);
    expect(limits.slice(0, 4)).toEqual(['1000', '500', '250', '250']);
  });

  it('names the variable of a refused key, and never the key', async () => {
    server = await startRawServer((_request, response) => response.writeHead(401).end('no'));

    const error = await readAll().catch((thrown: unknown) => thrown);

    expect(error).toMatchObject({ exitCode: 3 });
    expect(String(error)).toContain('VAPI_API_KEY');
    expect(String(error)).not.toContain('canary');
  });
});
