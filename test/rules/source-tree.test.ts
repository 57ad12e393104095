import { execFileSync, spawnSync } from 'node:child_process';
import { mkdtempSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { listFunctionSources } from '../../build/functions';
import { inProject } from '../../build/project';
import { buildTenantJsonSchema } from '../../build/tenant-json-schema';

describe('src/functions', () => {
  it('holds entry files only, thin ones', () => {
    const lines = listFunctionSources().map(
      (file) => readFileSync(file, 'utf8').split('\n').length,
    );

    expect(lines.length).toBeGreaterThan(0);
    expect(Math.max(...lines)).toBeLessThanOrEqual(45);
  });

  it.each(['lib.ts', 'call.test.ts', 'types.d.ts', 'notes.md'])(
    'does not build with %s',
    (name) => {
      const folder = mkdtempSync(path.join(tmpdir(), 'functions-'));
      writeFileSync(path.join(folder, name), 'export const x = 1;\n');

      expect(() => listFunctionSources(folder)).toThrow(name);
    },
  );
});

describe('the sources', () => {
  const sources = readdirSync(inProject('src'), { recursive: true, encoding: 'utf8' })
    .filter((file) => file.endsWith('.ts'))
    .map((file) => ({ file, text: readFileSync(inProject('src', file), 'utf8') }));

  it('read the environment in src/config and print in src/log only', () => {
    const offenders = sources.filter(
      ({ file, text }) =>
        (/process\.env/.test(text) && !file.startsWith('config/')) ||
        (/\bconsole\.(?!twilio)/.test(text) && !file.startsWith('log/')),
    );

    expect(sources.length).toBeGreaterThan(20);
    expect(offenders.map(({ file }) => file)).toEqual([]);
  });

  it('give every duration its unit', () => {
    const naked = sources.flatMap(({ file, text }) =>
      [
        ...text.matchAll(
          /\b(?:const|let|readonly) (?!is|has)\w*(?:timeout|delay|interval|duration)\b(?! =>)/gi,
        ),
      ].map(([name]) => `${file}: ${name}`),
    );

    expect(naked).toEqual([]);
  });

  it('have the tenant schema for editors that the code has', () => {
    const written = JSON.parse(readFileSync(inProject('tenants.schema.json'), 'utf8')) as unknown;

    expect(written).toEqual(JSON.parse(buildTenantJsonSchema()));
  });
});

describe('the repository', () => {
  const tracked = execFileSync('git', ['ls-files'], { cwd: inProject(), encoding: 'utf8' })
    .split('\n')
    .filter((file) => file !== '');

  it('tracks no secret, no build and no state', () => {
    const strays = tracked.filter((file) =>
      /^(dist|\.switchboard|coverage)\/|(^|\/)\.env$|\.twiliodeployinfo$/.test(file),
    );

    expect(tracked.length).toBeGreaterThan(50);
    expect(strays).toEqual([]);
  });

  it('ignores what the docs tell people to write, and nothing that it tracks', () => {
    const docs = readdirSync(inProject('docs')).filter((file) => file.endsWith('.md'));
    const texts = docs.map((file) => readFileSync(inProject('docs', file), 'utf8')).join('\n');
    const written = [...texts.matchAll(/(?:--html |--csv |\. \.\/)([\w-]+\.\w+)/g)].map(
      ([, file]) => file!,
    );
    const { stdout } = spawnSync('git', ['check-ignore', '--no-index', '--stdin'], {
      cwd: inProject(),
      encoding: 'utf8',
      input: [...written, ...tracked].join('\n'),
    });

    expect(written).toContain('alerts.env');
    expect(new Set(stdout.trim().split('\n'))).toEqual(new Set(written));
  });

  it.each([
    ['src/assets/tenants.private.json', true],
    ['src/assets/tenants.protected.json', true],
    ['sandbox/example/assets/tenants.private.json', false],
  ])('lets Prettier pass over %s: %s', (file, ignored) => {
    const prettier = require.resolve('prettier/bin/prettier.cjs');
    const info = execFileSync(process.execPath, [prettier, '--file-info', file], {
      cwd: inProject(),
      encoding: 'utf8',
    });

    expect(JSON.parse(info)).toMatchObject({ ignored });
  });

  it('names exact versions in dependencies, which are resolved anew at every deploy', () => {
    const { dependencies } = JSON.parse(readFileSync(inProject('package.json'), 'utf8')) as {
      dependencies: Record<string, string>;
    };

    expect(dependencies['@twilio/runtime-handler']).toBe('2.0.1');
    expect(Object.values(dependencies).filter((range) => !/^\d+\.\d+\.\d+$/.test(range))).toEqual(
      [],
    );
  });
});
