import { readParts } from '../../src/call-record/part';

const part = {
  name: 'fallback',
  atMs: 1_796_046_104_225,
  tenantId: 'riverside-dental',
  outcome: 'busy',
  facts: { dialStatus: 'busy', isBridged: false },
};

describe('readParts', () => {
  it('reads back what was left', () => {
    const [read] = readParts(JSON.parse(JSON.stringify({ parts: [part] })));

    expect(read).toMatchObject(part);
  });

  it.each<unknown>([
    undefined,
    [],
    { parts: 'x' },
    { parts: [null, 3, 'x', {}] },
    { parts: [{ ...part, name: 'DROP TABLE' }] },
    { parts: [{ ...part, tenantId: '../other' }] },
    { parts: [{ ...part, atMs: '12' }] },
    { parts: [{ ...part, atMs: Infinity }] },
    { digest: 'x' },
  ])('leaves out what is no part: %j', (data) => {
    expect(readParts(data)).toEqual([]);
  });

  it('leaves out facts that it does not know, or of another type', () => {
    const facts = { dialStatus: 7, isBridged: 'true', dialSeconds: '3', number: '+12025550143' };

    const [read] = readParts({ parts: [{ ...part, outcome: { a: 1 }, facts }] });

    expect(read).toMatchObject({ outcome: undefined, facts: {} });
  });
});
