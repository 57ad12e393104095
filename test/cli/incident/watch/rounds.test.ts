import { spawn } from 'node:child_process';
import { utimesSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { WatchWorld } from './watch-world';

let watch: WatchWorld;
beforeEach(async () => {
  watch = await WatchWorld.start();
});
afterEach(() => watch.stop());

jest.setTimeout(120_000);

/** The lock of the only watch there is, once it has remembered something. */
const lockFile = (): string => {
  const [name = ''] = watch.listStateFiles();
  return path.join(watch.stateFolder, name.replace('.json', '.lock'));
};

describe('what rounds of a watch share', () => {
  it('starts again where its state is broken, and says so', async () => {
    watch.addRecentCalls('nowhere', 5);
    await watch.once();
    const [name = ''] = watch.listStateFiles();
    writeFileSync(path.join(watch.stateFolder, name), '{"schemaVersion":1,"incid');

    const { data, problems } = await watch.once();

    expect(data.remembered).toBe('broken');
    expect(problems.join()).toContain('could not be read and starts again');
    expect(watch.receiver.texts).toHaveLength(2);
  });

  it('tells once where two rounds run at once', async () => {
    watch.addRecentCalls('nowhere', 5);
    let answer = () => {};
    watch.receiver.nextAnswers.push({ after: new Promise((resolve) => (answer = resolve)) });
    const first = watch.once();
    while (watch.receiver.bodies.length === 0) await sleep(20);

    const second = await watch.watch('--once');
    const toldMeanwhile = [...watch.receiver.texts];
    answer();

    expect([second.exitCode, second.stdout]).toEqual([
      0,
      expect.stringContaining('another round is running'),
    ]);
    expect(toldMeanwhile).toEqual([]);
    expect((await first).exitCode).toBe(1);
    expect(watch.receiver.texts).toHaveLength(1);
    expect(watch.listStateFiles()).toEqual([expect.stringMatching(/\.json$/)]);
  });

  it('takes over from a round that was killed', async () => {
    watch.addRecentCalls('nowhere', 5);
    await watch.once();
    const lock = lockFile();
    const killed = spawn(process.execPath, ['-e', '']);
    await new Promise((resolve) => killed.once('close', resolve));
    writeFileSync(lock, String(killed.pid));

    const { data } = await watch.once();

    expect(data.remembered).toBe('kept');
    expect(watch.receiver.texts).toHaveLength(1);
  });

  it('takes over from a round that was killed long ago, though another process has its number now', async () => {
    watch.addRecentCalls('nowhere', 5);
    await watch.once();
    const lock = lockFile();
    writeFileSync(lock, String(process.pid));
    const young = await watch.watch('--once');
    utimesSync(lock, new Date(), new Date(Date.now() - 2 * 60 * 60_000));

    const old = await watch.once();

    expect([young.exitCode, young.stdout]).toEqual([
      0,
      expect.stringContaining('another round is running'),
    ]);
    expect(old.data.remembered).toBe('kept');
  });
});
