import { spawnSync } from 'node:child_process';
import { createRequire } from 'node:module';
import { cpSync, mkdirSync, mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { inProject } from '../../build/project';
import { listCyclic, listEdges, type Module } from './folder-graph';

const config = createRequire(__filename)('../../.dependency-cruiser.cjs') as {
  forbidden: readonly { readonly name: string }[];
};
const FOLDERS = ['src', 'cli', 'console', 'deploy', 'build', 'sandbox', 'bench'];

interface Cruised {
  readonly modules: readonly Module[];
  readonly summary: {
    readonly violations: readonly {
      readonly from: string;
      readonly rule: { readonly name: string };
    }[];
  };
}

/** Runs dependency-cruiser with the project's rules over a folder that holds the project's. */
function cruise(folder: string): Cruised {
  const { stdout } = spawnSync(
    inProject('node_modules', '.bin', 'depcruise'),
    [...FOLDERS, '--config', inProject('.dependency-cruiser.cjs'), '--output-type', 'json'],
    { cwd: folder, encoding: 'utf8', maxBuffer: 64 * 1024 * 1024 },
  );
  const { modules, summary } = JSON.parse(stdout) as Cruised;
  const isOurs = (file: string) => FOLDERS.includes(file.split('/')[0] ?? '');
  return {
    modules: modules
      .filter(({ source }) => isOurs(source))
      .map(({ source, dependencies }) => ({
        source,
        dependencies: dependencies.filter(({ resolved }) => isOurs(resolved)),
      })),
    summary,
  };
}

const WRONG: readonly (readonly [file: string, rule: string, text: string])[] = [
  ['src/log/masking.ts', 'leaves-import-leaves', "import '../tenants/schema';"],
  [
    'src/tenants/fetching.ts',
    'domain-sees-types-of-adapters-only',
    "import { createVapiClient } from '../vapi/client';\nexport const x = createVapiClient;",
  ],
  [
    'src/vapi/tenant.ts',
    'adapters-know-no-domain',
    "import type { Tenant } from '../tenants/tenant';\nexport type X = Tenant;",
  ],
  ['src/config/uuid.ts', 'no-cycle', "import './config';\nexport const UUID_PATTERN = /x/;"],
  ['src/assistant/timing.ts', 'nothing-below-imports-runtime', "import '../runtime/deadline';"],
  [
    'src/tenants/spelling.ts',
    'functions-read-no-operator-files',
    "import '../operator-files/near-words';",
  ],
  ['src/queue/entry.ts', 'functions-are-entries', "import '../functions/health';"],
  ['src/twiml/speech.ts', 'twiml-knows-no-domain', "import '../tenants/hours';"],
  ['src/speech/local.ts', 'src-stands-alone', "import '../../build/project';"],
  ['cli/core/container.ts', 'cli-makes-its-own-clients', "import '../../src/runtime/rest-client';"],
  ['cli/core/standing-in.ts', 'cli-sees-src-only', "import '../../sandbox/start';"],
  ['console/standing-in.ts', 'console-knows-src-only', "import '../sandbox/start';"],
  ['deploy/standing-in.ts', 'deploy-needs-no-stand-in', "import '../sandbox/start';"],
  ['build/standing-in.ts', 'build-knows-src-only', "import '../sandbox/start';"],
  ['sandbox/measuring.ts', 'nobody-imports-bench-or-tests', "import '../bench/statistics';"],
];

/** Copies the project's folders with those files in them. */
function copyWith(files: readonly (readonly [file: string, rule: string, text: string])[]): string {
  const folder = mkdtempSync(path.join(tmpdir(), 'cruise-'));
  for (const name of [...FOLDERS, 'tsconfig.json']) {
    cpSync(inProject(name), path.join(folder, name), { recursive: true });
  }
  for (const [file, , text] of files) {
    mkdirSync(path.dirname(path.join(folder, file)), { recursive: true });
    writeFileSync(path.join(folder, file), text);
  }
  return folder;
}

describe('imports', () => {
  const { modules, summary } = cruise(inProject());

  it('follow the rules of .dependency-cruiser.cjs', () => {
    expect(modules.length).toBeGreaterThan(500);
    expect(summary.violations).toEqual([]);
  });

  it('make no cycle of folders, nor of the files beside them', () => {
    expect(listCyclic(listEdges(modules))).toEqual([]);
  });

  it('in the wrong direction are found', () => {
    const { violations } = cruise(copyWith(WRONG)).summary;
    const found = new Set(violations.map(({ rule }) => rule.name));

    expect(found).toEqual(new Set(WRONG.map(([, rule]) => rule)));
    expect(found).toEqual(new Set(config.forbidden.map(({ name }) => name)));
  });
});

describe('the graph of folders', () => {
  const module = (source: string, ...resolved: string[]): Module => ({
    source,
    dependencies: resolved.map((file) => ({ resolved: file })),
  });

  it('has a cycle where two folders import each other by different files', () => {
    const edges = listEdges([
      module('a/b/one.ts', 'a/c/one.ts'),
      module('a/c/d/two.ts', 'a/b/two.ts'),
    ]);

    expect(listCyclic(edges)).toEqual(['a/b -> a/c', 'a/c -> a/b']);
  });

  it('has none where a folder imports a file above it', () => {
    const edges = listEdges([
      module('a/main.ts', 'a/b/one.ts'),
      module('a/b/one.ts', 'a/words.ts'),
    ]);

    expect([...edges]).toEqual(['a/main.ts -> a/b', 'a/b -> a/words.ts']);
    expect(listCyclic(edges)).toEqual([]);
  });
});
