import { execFileSync } from 'node:child_process';
import {
  copyFileSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  statSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { aims } from '../../bench/aims';
import { buildAssets } from '../../build/assets';
import { build, rebuildAssets } from '../../build/build';
import { exampleAssetsFolder } from '../../sandbox/project/sandbox-project';
import { inProject } from '../../build/project';
import { runTool } from '../../deploy/run-tool';

const builtFolder = inProject('.switchboard', 'test');
const functions = readdirSync(path.join(builtFolder, 'functions'), {
  recursive: true,
  encoding: 'utf8',
}).filter((name) => name.endsWith('.js'));

/** Loads one built file alone in an empty folder, in a Node of its own, and says what that took. */
function loadAlone(name: string): { exports: string[]; loadedFetch: boolean } {
  const folder = mkdtempSync(path.join(tmpdir(), 'alone-'));
  copyFileSync(path.join(builtFolder, 'functions', name), path.join(folder, 'f.js'));
  const script = `
    const exported = require('./f.js');
    const loadedFetch = process.moduleLoadList.some((m) => m.includes('internal/deps/undici/undici'));
    console.log(JSON.stringify({ exports: Object.keys(exported), loadedFetch }));`;
  const output = execFileSync(process.execPath, ['-e', script], {
    cwd: folder,
    encoding: 'utf8',
    env: {},
  });
  return JSON.parse(output) as { exports: string[]; loadedFetch: boolean };
}

describe('every built Function', () => {
  it.each(functions)('loads alone in an empty folder: %s', (name) => {
    expect(loadAlone(name).exports).toEqual(['handler']);
  });

  it.each(functions)("does not load Node's fetch, which costs a cold start: %s", (name) => {
    expect(loadAlone(name).loadedFetch).toBe(false);
  });

  it.each(functions)('holds no calendar of holidays: %s', (name) => {
    const text = readFileSync(path.join(builtFolder, 'functions', name), 'utf8');

    expect(text).not.toMatch(/date-holidays|Muharram/);
  });

  it.each(functions)('carries neither mime tables nor another copy of twilio: %s', (name) => {
    const text = readFileSync(path.join(builtFolder, 'functions', name), 'utf8');

    expect(text).not.toMatch(/application\/vnd\.|twilio\/lib\/rest/);
    // Several times less than either would add.
    expect(text.length).toBeLessThan(390_000);
  });

  it('is within its budget where every caller waits for it: incoming-call', () => {
    const { size } = statSync(path.join(builtFolder, 'functions', 'incoming-call.protected.js'));

    expect(size / 1024).toBeLessThanOrEqual(aims.incomingCallKilobytes);
  });
});

describe('the assets', () => {
  const example = readFileSync(path.join(exampleAssetsFolder, 'tenants.private.json'), 'utf8');
  const folderWith = (files: Record<string, string>) => {
    const folder = mkdtempSync(path.join(tmpdir(), 'assets-'));
    for (const [name, text] of Object.entries(files)) writeFileSync(path.join(folder, name), text);
    return folder;
  };
  const buildFrom = (files: Record<string, string>) =>
    buildAssets(mkdtempSync(path.join(tmpdir(), 'dist-')), folderWith(files));

  it('hold nothing that was not meant for upload', () => {
    const names = readdirSync(path.join(builtFolder, 'assets'), { recursive: true });

    expect(names.sort()).toEqual([
      'fallback',
      'fallback/default.protected.xml',
      'fallback/parts',
      'fallback/parts/accept.protected.xml',
      'fallback/parts/screen-en-US.protected.xml',
      'fallback/parts/thanks-en-US.protected.xml',
      'fallback/summit-hvac.protected.xml',
      'fallback/willow-vet.protected.xml',
      'fallback/zahnarzt-linden.protected.xml',
      'hold-music.protected.wav',
      'tenants.private.json',
    ]);
  });

  it.each(['a.private.js.map', 'types.d.ts', 'a.ts', '.DS_Store'])(
    'do not build with %s',
    (name) => {
      expect(() => buildFrom({ [name]: '' })).toThrow(name);
    },
  );

  it('do not build with a broken tenant file, and name every problem', () => {
    const attempt = () => buildFrom({ 'tenants.private.json': '{"tenants":[{"id":"A"},7]}' });

    expect(attempt).toThrow(/A\.id[^]*A\.name[^]*tenants\[1\]/);
  });

  it('build with a webhook on this machine only where nothing is deployed', () => {
    const [tenant] = (JSON.parse(example) as { tenants: object[] }).tenants;
    const afterCall = { webhook: { url: 'http://127.0.0.1:4000/calls' } };
    const text = JSON.stringify({ tenants: [{ ...tenant, afterCall }] });
    const folder = folderWith({ 'tenants.private.json': text });
    const attempt = (isDeployed: boolean) => () =>
      buildAssets(mkdtempSync(path.join(tmpdir(), 'dist-')), folder, { isDeployed });

    expect(attempt(false)).not.toThrow();
    expect(attempt(true)).toThrow('the webhook of afterCall is at a private address');
  });

  it('do not build with two tenant files', () => {
    const files = { 'tenants.private.json': '{}', 'tenants.protected.json': '{}' };

    expect(() => buildFrom(files)).toThrow('two tenant files');
  });

  it('build with a protected asset of any kind', () => {
    expect(buildFrom({ 'hold-music.protected.mp3': '' }).files).toContain(
      'hold-music.protected.mp3',
    );
  });

  it('leave the last good build as it was when they cannot be built', async () => {
    const outputFolder = mkdtempSync(path.join(tmpdir(), 'dist-'));
    const good = folderWith({ 'tenants.private.json': '{"tenants":[]}' });
    const bad = folderWith({ 'tenants.private.json': '{"tenants":[7]}' });
    await build({ outputFolder, assetsFolder: good });

    await expect(build({ outputFolder, assetsFolder: bad })).rejects.toThrow('tenants[0]');
    expect(() => rebuildAssets(outputFolder, bad)).toThrow('tenants[0]');

    expect(readdirSync(outputFolder).sort()).toEqual(['assets', 'functions']);
    const text = readFileSync(path.join(outputFolder, 'assets', 'tenants.private.json'), 'utf8');
    expect(text).toContain('"tenants":[\n');
  });

  it('are whole when two processes build into one folder at once (F1)', async () => {
    const outputFolder = path.join(mkdtempSync(path.join(tmpdir(), 'dist-')), 'dist');
    const assetsFolder = folderWith({ 'tenants.private.json': '{"tenants":[]}' });
    const script = `
      const { build } = require(${JSON.stringify(inProject('build', 'build.ts'))});
      build(${JSON.stringify({ outputFolder, assetsFolder })}).catch((error) => {
        console.error(error);
        process.exitCode = 1;
      });`;
    const scriptFile = path.join(path.dirname(outputFolder), 'build-once.js');
    writeFileSync(scriptFile, script);

    const runs = await Promise.all(
      [1, 2, 3].map(() =>
        runTool({
          scriptFile: inProject('build', 'run.cjs'),
          args: [scriptFile],
          folder: inProject(),
          env: { PATH: process.env['PATH'] ?? '', TS_NODE_TRANSPILE_ONLY: 'true' },
          limitMs: 120_000,
        }),
      ),
    );

    expect(runs.map(({ exitCode, stderr }) => [exitCode, stderr])).toEqual(runs.map(() => [0, '']));
    expect(readdirSync(outputFolder).sort()).toEqual(['assets', 'functions']);
    expect(readdirSync(path.dirname(outputFolder)).sort()).toEqual(['build-once.js', 'dist']);
  });

  it('do not build a private tenant file that is too large for Twilio', () => {
    const tenants = Array.from({ length: 400 }, (_unused, index) => ({
      id: `t-${index}`,
      name: 'T',
      numbers: [`+1202${String(5_550_000 + index)}`],
      assistant: { assistantId: '3f0c5e0a-58c1-4a6e-9d5b-0d3f7a1b2c01' },
      variables: { text: 'x'.repeat(30_000) },
    }));

    expect(() => buildFrom({ 'tenants.private.json': JSON.stringify({ tenants }) })).toThrow(
      'too large',
    );
  });

  it('share one static fallback among all tenants whose callers would hear the same (O10)', () => {
    const tenants = Array.from({ length: 1_000 }, (_unused, index) => ({
      id: `t-${index}`,
      name: 'T',
      numbers: [`+1202${String(5_550_000 + index)}`],
      assistant: { assistantId: '3f0c5e0a-58c1-4a6e-9d5b-0d3f7a1b2c01' },
    }));

    const { files } = buildFrom({ 'tenants.private.json': JSON.stringify({ tenants }) });

    expect(files).toEqual(['tenants.private.json', 'fallback/default.protected.xml']);
  });

  it('build without a tenant file', () => {
    expect(buildFrom({})).toMatchObject({ tenants: { ids: [] } });
  });
});
