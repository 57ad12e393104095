import { mkdirSync, mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { locateTenantFile } from '../../src/config/tenants-file';

/** Returns a project's folder with these files, all empty of tenants. */
function projectWith(...files: readonly string[]): string {
  const folder = mkdtempSync(path.join(tmpdir(), 'project-'));
  for (const file of files) {
    mkdirSync(path.dirname(path.join(folder, file)), { recursive: true });
    writeFileSync(path.join(folder, file), '{"tenants":[]}');
  }
  return folder;
}

const locate = (folder: string, named?: string) =>
  locateTenantFile(folder, { SWITCHBOARD_TENANTS_FILE: named });

describe('the tenant file', () => {
  it.each(['tenants.private.json', 'tenants.protected.json'])(
    'is that of src/assets where nothing names another: %s',
    (name) => {
      const folder = projectWith(`src/assets/${name}`);

      const file = path.join(folder, 'src', 'assets', name);
      const expected = { file, shown: `src/assets/${name}`, assetName: name };
      expect(locate(folder)).toEqual(expected);
      expect(locate(folder, ' ')).toEqual(expected);
    },
  );

  it('is none where there is none', () => {
    expect(locate(projectWith())).toBeUndefined();
  });

  it.each([
    ['acme.private.json', 'tenants.private.json'],
    ['acme.protected.json', 'tenants.protected.json'],
    ['acme.json', 'tenants.private.json'],
  ])('is the one that is named, private unless its name says otherwise: %s', (name, assetName) => {
    const folder = projectWith('src/assets/tenants.private.json');
    const file = path.join(projectWith(name), name);

    expect(locate(folder, file)).toEqual({ file, shown: file, assetName });
  });

  it('is named from the project’s folder on', () => {
    const folder = projectWith('clients/acme.json');

    expect(locate(folder, 'clients/acme.json')?.file).toBe(path.join(folder, 'clients/acme.json'));
  });

  it.each(['nowhere.json', 'src'])('is not guessed where no file is named: %s', (named) => {
    const folder = projectWith('src/assets/tenants.private.json');

    expect(() => locate(folder, named)).toThrow(
      `SWITCHBOARD_TENANTS_FILE names ${named}, which is no file`,
    );
  });

  it('is not guessed where there are two', () => {
    const names = ['src/assets/tenants.private.json', 'src/assets/tenants.protected.json'];

    expect(() => locate(projectWith(...names))).toThrow('src/assets has two tenant files');
  });

  it('is not named in .env, which is uploaded', () => {
    const folder = projectWith('acme.json');
    writeFileSync(path.join(folder, '.env'), 'SWITCHBOARD_TENANTS_FILE=acme.json\n');

    expect(() => locate(folder, 'acme.json')).toThrow('stands in .env, which deploys upload');
    writeFileSync(path.join(folder, '.env'), 'SWITCHBOARD_TENANTS_FILE=\n');
    expect(locate(folder, 'acme.json')?.shown).toBe('acme.json');
  });
});
