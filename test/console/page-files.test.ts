import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { PageFiles } from '../../console/page-files';

const folder = mkdtempSync(path.join(tmpdir(), 'page-files-'));
mkdirSync(path.join(folder, 'audio'));
afterAll(() => rmSync(folder, { recursive: true }));

const files = new PageFiles({ token: 'token', mode: 'sandbox' }, folder);
const write = (name: string, code: string) => writeFileSync(path.join(folder, name), code);
const readBody = async (url: string) => (await files.find(url))?.body.toString();

describe('the code of the page', () => {
  it('says on the page what cannot be built, and is built again once that is corrected', async () => {
    write('main.tsx', 'const broken = ;');
    const broken = await readBody('/main.js');
    write('main.tsx', 'window.isRight = true;');

    expect(broken).toMatch(/\.before.*could not be built.*main\.tsx:1:15: ERROR/);
    expect(await readBody('/main.js')).toContain('isRight=!0');
  });

  it('tries its sound again too, for which a page has no place', async () => {
    write('audio/worklet.ts', 'const broken = ;');
    const failed = await files.find('/worklet.js').catch(({ message }: Error) => message);
    write('audio/worklet.ts', 'registerProcessor();');

    expect(failed).toContain('worklet.ts:1:15: ERROR');
    expect(await readBody('/worklet.js')).toContain('registerProcessor()');
  });
});
