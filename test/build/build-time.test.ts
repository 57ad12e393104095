import { mkdtempSync, readdirSync, readFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { buildFunctions } from '../../build/functions';
import { readBuildTime } from '../../build/build-time';
import { identifyCode } from '../../cli/setup/doctor/local-build';

/** Builds as at this time, and returns the Functions' texts by file. */
async function buildAt(epochSeconds: string): Promise<Record<string, string>> {
  const folder = mkdtempSync(path.join(tmpdir(), 'built-'));
  process.env['SOURCE_DATE_EPOCH'] = epochSeconds;
  try {
    await buildFunctions(folder);
  } finally {
    delete process.env['SOURCE_DATE_EPOCH'];
  }
  const files = readdirSync(folder, { recursive: true, encoding: 'utf8' });
  return Object.fromEntries(
    files
      .filter((file) => file.endsWith('.js'))
      .map((file) => [file, readFileSync(path.join(folder, file), 'utf8')]),
  );
}

describe('the time of a build', () => {
  it('is what SOURCE_DATE_EPOCH says, else now', () => {
    const times = [{ SOURCE_DATE_EPOCH: '1700000000' }, {}, { SOURCE_DATE_EPOCH: '' }].map(
      (environment) => readBuildTime(environment, 5_000).getTime(),
    );

    expect(times).toEqual([1_700_000_000_000, 5_000, 5_000]);
    expect(() => readBuildTime({ SOURCE_DATE_EPOCH: 'yesterday' })).toThrow('SOURCE_DATE_EPOCH');
  });

  it('stands in /health alone, and makes no other version of it', async () => {
    const [first, second, other] = [
      await buildAt('1700000000'),
      await buildAt('1700000000'),
      await buildAt('1800000000'),
    ];

    const changed = Object.keys(first).filter((file) => first[file] !== other[file]);
    const name = 'functions/health.js';

    expect(first).toEqual(second);
    expect(changed).toEqual([name]);
    expect(first[name]).toContain('2023-11-14T22:13:20Z');
    expect(identifyCode(first[name] ?? '')).toEqual(identifyCode(other[name] ?? ''));
  });
});
