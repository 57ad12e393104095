import { BreakerLog } from '../../../sandbox/project/breaker-log';

const KEY = 'VAPI_API_KEY';
const opened = { event: 'vapi.breaker_opened', apiKeyEnv: KEY, openMs: 15_000 };
const failed = { event: 'vapi.call_failed', tenantId: 'acme' };

let nowMs = 0;
let log: BreakerLog;

beforeEach(() => {
  nowMs = 100_000;
  log = new BreakerLog(() => nowMs);
});

/** Lets an entry be printed this long after the one before. */
const take = (entry: object, afterMs = 0) => {
  nowMs += afterMs;
  log.addLine(JSON.stringify({ callSid: 'CA1', ...entry }));
};
const openUntil = (tenantIds = ['acme']) => log.findOpenUntil(KEY, tenantIds);

describe('a breaker, as the Functions log it', () => {
  it('is closed before anything is logged, and after failures that did not open it', () => {
    const before = openUntil();
    take(failed);

    expect([before, openUntil()]).toEqual([undefined, undefined]);
  });

  it('is open for as long as its entry says, for its own key', () => {
    take(opened);

    expect(openUntil()).toBe(115_000);
    expect(log.findOpenUntil('VAPI_API_KEY_ACME', ['acme'])).toBeUndefined();
  });

  it('stays open when the call that tries again fails', () => {
    take(opened);
    take(failed, 20_000);

    expect(openUntil()).toBe(135_000);
    expect(openUntil(['another'])).toBe(115_000);
  });

  it.each([
    ['Vapi works again', () => take({ event: 'vapi.breaker_closed', apiKeyEnv: KEY })],
    ['the Functions are loaded anew', () => log.forget()],
  ])('is closed when %s', (_when, act) => {
    take(opened);
    act();

    expect(openUntil()).toBeUndefined();
  });

  it('is not opened by a line that is no log entry', () => {
    log.addLine(`{"event":"vapi.breaker_opened"`);
    take({ ...opened, openMs: undefined });

    expect(openUntil()).toBeUndefined();
  });
});
