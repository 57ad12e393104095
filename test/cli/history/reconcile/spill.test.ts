import { spawnSync } from 'node:child_process';
import {
  appendFileSync,
  existsSync,
  mkdtempSync,
  readdirSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import type { TwilioRow } from '../../../../cli/history/reconcile/call-rows';
import { BUCKET_MS, Spill } from '../../../../cli/history/reconcile/spill';

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(path.join(tmpdir(), 'spill-'));
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

const NOW_MS = Date.parse('2026-08-01T06:00:00Z');
const open = (nowMs = NOW_MS, isWanted = false, parameters = ['some', 'parameters']) =>
  Spill.open(folder, parameters, {
    window: { fromMs: nowMs - 1_000_000, untilMs: nowMs },
    nowMs,
    isWanted,
  });
const row = (digit: string, startMs = NOW_MS): TwilioRow => ({
  callSid: `CA${digit.repeat(32)}`,
  startMs,
  status: 'completed',
  durationSeconds: 9,
  tenantId: 'dental',
  caller: { key: 'k', shown: '***' },
});
const page = { source: 'twilio 1', position: 'next' };
const bucket = NOW_MS / BUCKET_MS;
const runFolder = () => {
  const [name = ''] = readdirSync(path.join(folder, '.switchboard/reconcile'));
  return path.join(folder, '.switchboard/reconcile', name);
};

describe('Spill', () => {
  it('gives back each row once, and in the bucket of its time', () => {
    const spill = open();
    spill.addPage('twilio', [row('a'), row('b'), row('c', NOW_MS + BUCKET_MS)], page);
    spill.addPage('twilio', [row('b')], page);

    expect(spill.listBuckets()).toEqual([bucket, bucket + 1]);
    expect(spill.readBucket('twilio', bucket)).toEqual([row('a'), row('b')]);
  });

  it('continues with an interrupted run, over a line that was cut', () => {
    open().addPage('twilio', [row('a')], page);
    appendFileSync(path.join(runFolder(), `twilio-${bucket}.jsonl`), '\n{"callSid":"CAcu');
    const next = open(NOW_MS + 60_000);
    next.addPage('twilio', [row('b')], { ...page, position: 'done' });

    expect(next.isResumed).toBe(true);
    expect(next.head.untilMs).toBe(NOW_MS);
    expect(next.readBucket('twilio', bucket)).toEqual([row('a'), row('b')]);
    expect(open().findPosition('twilio 1')).toBe('done');
  });

  it.each([
    ['of another day', NOW_MS + 7 * 3_600_000, false],
    ['that is not wanted', NOW_MS, true],
  ])('starts again instead of continuing a run %s', (_name, nowMs, isWanted) => {
    open().addPage('twilio', [row('a')], page);
    const next = open(nowMs, isWanted);

    expect(next.isResumed).toBe(false);
    expect(next.listBuckets()).toEqual([]);
    expect(next.findPosition('twilio 1')).toBeUndefined();
  });

  it('removes what a killed run with other parameters left, once it cannot be continued (T18)', () => {
    open().addPage('twilio', [row('a')], page);
    const left = runFolder();
    const { pid } = spawnSync(process.execPath, ['--version']);
    writeFileSync(path.join(left, 'lock'), String(pid));

    open(NOW_MS + 5 * 3_600_000, false, ['others']).remove();
    const before = existsSync(left);
    open(NOW_MS + 7 * 3_600_000, false, ['others']).remove();

    expect([before, existsSync(left)]).toEqual([true, false]);
  });

  it('keeps two processes from one run', () => {
    open();
    writeFileSync(path.join(runFolder(), 'lock'), String(process.ppid));

    expect(() => open()).toThrow(`process ${process.ppid}`);
  });
});
