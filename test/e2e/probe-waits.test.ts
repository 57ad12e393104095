import { ProbeWorld } from '../cli/setup/probe/probe-world';

/** The probe's own limits are waited out. */
jest.setTimeout(60_000);

let world: ProbeWorld;
beforeEach(async () => (world = await ProbeWorld.start()));
afterEach(() => world.stop());

describe('probe of a Vapi that keeps it waiting', () => {
  it('misses the audio of an assistant that stays mute', async () => {
    const { exitCode, problems } = await world.probeWith(
      { kind: 'stream', assistant: 'mute' },
      '--talk',
    );

    expect(problems).toEqual(['the first audio: expected a media message, found none in time']);
    expect(exitCode).toBe(1);
  });

  it('names a WebSocket that never closes and ends with 1', async () => {
    const fault = { kind: 'stream', assistant: 'mute', ignoresClose: true } as const;

    const { exitCode, problems } = await world.probeWith(fault);

    expect(problems).toEqual([
      "the WebSocket's close: expected an answer to our close, found none in time",
    ]);
    expect(exitCode).toBe(1);
  });

  it('notes a call that lingers on', async () => {
    const { exitCode, data } = await world.probeWith({ kind: 'stream', assistant: 'mute' });

    expect(data.differences).toEqual([
      {
        path: "the call's status",
        expected: 'ended, seconds after the stream',
        found: 'queued',
        isHarmless: true,
      },
    ]);
    expect([exitCode, world.vapi.callLookupCount]).toEqual([0, 6]);
  });
});
