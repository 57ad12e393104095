import { existsSync, mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { buildAssets } from '../../build/assets';
import type { BuildError } from '../../build/project';

const OURS = 'hold-music.protected.wav';
const JAZZ = 'jazz.protected.mp3';
const tenant = {
  id: 'riverside-dental',
  name: 'Riverside Dental',
  numbers: ['+12025550101'],
  assistant: { assistantId: '3f0c5e0a-58c1-4a6e-9d5b-0d3f7a1b2c01' },
};
const transferWith = (parts: object) => ({
  transfer: {
    destinations: [{ key: 'desk', description: 'The desk', numbers: ['+12025550171'] }],
    ...parts,
  },
});

function build(file: object, jazzBytes?: number) {
  const folder = mkdtempSync(path.join(tmpdir(), 'assets-'));
  const output = mkdtempSync(path.join(tmpdir(), 'output-'));
  writeFileSync(path.join(folder, 'tenants.private.json'), JSON.stringify(file));
  if (jazzBytes !== undefined) writeFileSync(path.join(folder, JAZZ), Buffer.alloc(jazzBytes));
  const { files } = buildAssets(output, folder);
  return { files, hasOurs: existsSync(path.join(output, 'assets', OURS)) };
}

function problemsOf(file: object, jazzBytes?: number): string[] {
  try {
    build(file, jazzBytes);
  } catch (error) {
    return (error as BuildError).message.split('\n  - ').slice(1);
  }
  return [];
}

describe('our hold music', () => {
  it.each([
    ['callers wait for people', { tenants: [{ ...tenant, ...transferWith({}) }] }],
    ['callers wait in a queue', { tenants: [{ ...tenant, queue: {} }] }],
    ['all callers wait for people', { tenants: [tenant], defaults: transferWith({}) }],
    ['all callers wait in a queue', { tenants: [tenant], defaults: { queue: {} } }],
    [
      'callers hear a message before people, and music in a queue',
      {
        tenants: [{ ...tenant, ...transferWith({ hold: { message: 'One moment.' } }), queue: {} }],
      },
    ],
  ])('is added where %s', (_what, file) => {
    const { files, hasOurs } = build(file);

    expect(files).toContain(OURS);
    expect(hasOurs).toBe(true);
  });

  it.each([
    ['nobody waits', { tenants: [tenant] }],
    [
      'callers hear a message',
      { tenants: [{ ...tenant, ...transferWith({ hold: { message: 'One moment.' } }) }] },
    ],
    [
      'there is other music',
      {
        tenants: [
          { ...tenant, ...transferWith({ hold: { music: JAZZ } }), queue: { music: JAZZ } },
        ],
      },
    ],
  ])('is left out where %s', (_what, file) => {
    expect(build(file, 1_000)).toMatchObject({ hasOurs: false });
  });
});

describe('a tenant’s own music', () => {
  const both = {
    tenants: [{ ...tenant, ...transferWith({ hold: { music: JAZZ } }) }],
    defaults: { queue: { music: JAZZ } },
  };

  it('has to be there', () => {
    expect(problemsOf(both)).toEqual([
      `defaults.queue.music: there is no file src/assets/${JAZZ}`,
      `${tenant.id}.transfer.hold.music: there is no file src/assets/${JAZZ}`,
    ]);
  });

  it('has to be short', () => {
    expect(problemsOf(both, 500_001)).toEqual([
      expect.stringContaining('defaults.queue.music: jazz.protected.mp3 is larger than 500 kB'),
      expect.stringContaining(`${tenant.id}.transfer.hold.music: jazz.protected.mp3 is larger`),
    ]);
    expect(problemsOf(both, 500_000)).toEqual([]);
  });
});
