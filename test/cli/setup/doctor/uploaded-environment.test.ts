import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { listUploaded } from '../../../../cli/core/uploaded-environment';

const folder = mkdtempSync(path.join(tmpdir(), 'uploaded-'));
afterAll(() => rmSync(folder, { recursive: true }));

const SHELL = { VAPI_API_KEY: 'from-shell', PATH: '/bin', AUTH_TOKEN: 't' };

describe('listUploaded', () => {
  it('knows nothing where no file names a variable', () => {
    expect(listUploaded(folder, SHELL)).toBeUndefined();
  });

  it("returns the shell's values of the example's names where there is no .env", () => {
    writeFileSync(path.join(folder, '.env.example'), 'VAPI_API_KEY=\nAUTH_TOKEN=\nUNSET=\n');

    expect(listUploaded(folder, SHELL)).toEqual({ VAPI_API_KEY: 'from-shell' });
  });

  it("returns the values of .env, without empty ones and Twilio's own", () => {
    writeFileSync(path.join(folder, '.env'), 'A=1\nVAPI_API_KEY=\nACCOUNT_SID=AC1\nAUTH_TOKEN=t\n');

    expect(listUploaded(folder, SHELL)).toEqual({ A: '1' });
  });
});
