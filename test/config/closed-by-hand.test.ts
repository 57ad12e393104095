import { formatClosed, isClosedByHand } from '../../src/config/closed-by-hand';
import { readConfig } from '../../src/config/config';

const read = (value: string) => readConfig({ VAPI_API_KEY: 'a-key', SWITCHBOARD_CLOSED: value });

describe('SWITCHBOARD_CLOSED', () => {
  it('closes nobody where it is empty', () => {
    const { config, problems } = read('');

    expect(config.closedByHand.size).toBe(0);
    expect(problems).toEqual([]);
  });

  it('closes tenants, until a minute where one is given', () => {
    const { config, problems } = read(' riverside-dental, summit-hvac@2026-12-24T16:30Z,default');

    expect(problems).toEqual([]);
    expect([...config.closedByHand]).toEqual([
      ['riverside-dental', { untilMs: undefined }],
      ['summit-hvac', { untilMs: Date.parse('2026-12-24T16:30Z') }],
      ['default', { untilMs: undefined }],
    ]);
  });

  it.each([
    ...['all', 'River Side', 'x@', 'x@tomorrow', 'x@2026-12-24', 'x@2026-02-31T10:00Z'],
    ...['x@2026-12-24T16:30', 'x@2026-12-24T16:30+01:00', 'x@2026-12-24T25:00Z', '@', 'x@y@z'],
  ])('ignores "%s", reports it, and keeps the others', (entry) => {
    const { config, problems } = read(`riverside-dental,${entry}`);

    expect([...config.closedByHand.keys()]).toEqual(['riverside-dental']);
    expect(problems).toEqual([
      expect.stringContaining(`SWITCHBOARD_CLOSED: has "${entry}"; write`),
    ]);
  });

  it('is written as it is read', () => {
    const text = 'riverside-dental,summit-hvac@2026-12-24T16:30Z';

    expect(formatClosed(read(text).config.closedByHand)).toBe(text);
  });
});

describe('a closed tenant', () => {
  it.each<[string, number | undefined, boolean]>([
    ['for good', undefined, true],
    ['until a later moment', 1_001, true],
    ['until this moment', 1_000, false],
  ])('is closed %s: %s', (_what, untilMs, isSo) => {
    expect(isClosedByHand({ untilMs }, new Date(1_000))).toBe(isSo);
  });

  it('is none that nobody closed', () => {
    expect(isClosedByHand(undefined, new Date(0))).toBe(false);
  });
});
