/** Sounds that no file is needed for, and that last until they are stopped. */
export type LastingSound = 'ringing' | 'busy' | 'not-in-service' | 'mobile' | 'melody';

/** Stops what sounds. */
type Stop = () => void;

const RING_EVERY_SECONDS = 6;
const NOTE_SECONDS = 0.6;

/** A calm turn of chords; hertz. */
const MELODY = [262, 330, 392, 523, 392, 330, 220, 262, 330, 440, 330, 262];

/** Two frequencies name a key. @see ITU-T Q.23 */
const KEYS = '123456789*0#';
const ROWS_HERTZ = [697, 770, 852, 941];
const COLUMNS_HERTZ = [1209, 1336, 1477];

/** Starts a tone as North America's networks play it. */
export function startSound(sound: LastingSound, speaker: GainNode): Stop {
  switch (sound) {
    case 'ringing':
      return repeat(RING_EVERY_SECONDS, () => playPair(speaker, [440, 480], 2));
    case 'busy':
      return repeat(1, () => playPair(speaker, [480, 620], 0.5));
    case 'not-in-service':
      return repeat(0.5, () => playPair(speaker, [480, 620], 0.25));
    case 'mobile':
      return repeat(2, () =>
        [880, 1_109, 1_319].map((hertz, at) =>
          playTone(speaker, { hertz, seconds: 0.3, volume: 0.06, fades: true }, at * 0.15),
        ),
      );
    case 'melody':
      return repeat(NOTE_SECONDS * MELODY.length, () =>
        MELODY.map((hertz, at) => {
          const note = { hertz, seconds: NOTE_SECONDS * 1.8, volume: 0.08, fades: true };
          return playTone(speaker, note, at * NOTE_SECONDS);
        }),
      );
  }
}

export function playBeep(speaker: GainNode): void {
  playTone(speaker, { hertz: 1_000, seconds: 0.4, volume: 0.15 });
}

export function playKey(key: string, speaker: GainNode): void {
  const at = KEYS.indexOf(key);
  playPair(speaker, [ROWS_HERTZ[Math.floor(at / 3)] ?? 0, COLUMNS_HERTZ[at % 3] ?? 0], 0.12);
}

function playPair(speaker: GainNode, pair: readonly number[], seconds: number): Stop[] {
  return pair.map((hertz) => playTone(speaker, { hertz, seconds, volume: 0.06 }));
}

/** Plays at once, and again after each period. */
function repeat(seconds: number, play: () => Stop[]): Stop {
  let playing = play();
  const timer = setInterval(() => (playing = play()), seconds * 1_000);
  return () => {
    clearInterval(timer);
    for (const stop of playing) stop();
  };
}

interface Tone {
  readonly hertz: number;
  readonly seconds: number;
  /** 0 to 1. */
  readonly volume: number;
  /** Dies away like a plucked string. */
  readonly fades?: boolean;
}

/** A tone that begins or ends at once clicks. */
const EDGE_SECONDS = 0.02;

function playTone(speaker: GainNode, tone: Tone, afterSeconds = 0): Stop {
  const { context } = speaker;
  const startAt = context.currentTime + afterSeconds;
  const endAt = startAt + tone.seconds;
  const oscillator = new OscillatorNode(context, { frequency: tone.hertz });
  const gain = new GainNode(context, { gain: 0 });
  gain.gain.setValueAtTime(0, startAt);
  gain.gain.linearRampToValueAtTime(tone.volume, startAt + EDGE_SECONDS);
  if (!tone.fades) gain.gain.setValueAtTime(tone.volume, endAt - EDGE_SECONDS);
  gain.gain.linearRampToValueAtTime(0, endAt);
  oscillator.connect(gain).connect(speaker);
  oscillator.start(startAt);
  oscillator.stop(endAt);
  return () => {
    gain.disconnect();
  };
}
