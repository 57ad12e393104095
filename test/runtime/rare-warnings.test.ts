import { RareWarnings } from '../../src/runtime/rare-warnings';
import { createFakeLog } from '../fakes/fake-log';

const REFUSED = ['vapi_events.refused', 'Refused', 'no valid credential'] as const;

describe('RareWarnings', () => {
  it('warns at once, then once a minute with how many there were (T10)', () => {
    const { log, entries } = createFakeLog();
    let nowMs = 5;
    const warnings = new RareWarnings(() => nowMs);

    for (let i = 0; i < 300; i += 1) warnings.warn(log, REFUSED);
    nowMs += 60_000;
    warnings.warn(log, REFUSED);

    expect(entries).toMatchObject([
      { level: 'warn', event: 'vapi_events.refused', count: 1 },
      { level: 'warn', why: 'no valid credential', count: 300 },
    ]);
  });

  it('counts each reason for itself (T10)', () => {
    const { log, entries } = createFakeLog();
    const warnings = new RareWarnings(() => 0);

    warnings.warn(log, REFUSED);
    warnings.warn(log, ['vapi_events.refused', 'Refused', 'another']);

    expect(entries.map(({ why }) => why)).toEqual(['no valid credential', 'another']);
  });
});
