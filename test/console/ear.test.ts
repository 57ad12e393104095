/** As far as it is used here. */
interface Ear {
  readonly speech: { readonly isMuted: boolean };
  readonly isListening: boolean;
  open(): Promise<void>;
  setOnHold(isOnHold: boolean): void;
  useMicrophone(): Promise<void>;
  fallSilent(): void;
}

/** Not imported by its name: the types of a browser are for the page alone. */
const EAR: string = '../../console/page/audio/ear';

class FakeTrack {
  isStopped = false;
  stop(): void {
    this.isStopped = true;
  }
}

/** What the page's phone uses of a browser; the microphone comes once it is allowed. */
class FakeBrowser {
  contexts = 0;
  readonly tracks: FakeTrack[] = [];
  allow: () => void = () => undefined;
  readonly #allowed = new Promise<void>((resolve) => (this.allow = resolve));

  install(): void {
    const node = () => ({ connect: () => undefined, disconnect: () => undefined, gain: {} });
    const made = () => (this.contexts += 1);
    Object.assign(globalThis, {
      AudioContext: class {
        readonly audioWorklet = { addModule: () => Promise.resolve() };
        readonly createGain = node;
        readonly createMediaStreamSource = node;
        readonly resume = () => Promise.resolve();
        constructor() {
          made();
        }
      },
      AudioWorkletNode: class {
        readonly port = { postMessage: () => undefined };
        readonly connect = () => undefined;
      },
    });
    const mediaDevices = { getUserMedia: () => this.#openMicrophone() };
    Object.defineProperty(globalThis, 'navigator', { value: { mediaDevices }, configurable: true });
  }

  async #openMicrophone() {
    await this.#allowed;
    const track = new FakeTrack();
    this.tracks.push(track);
    return { getTracks: () => [track] };
  }
}

let browser: FakeBrowser;
let ear: Ear;
beforeEach(async () => {
  browser = new FakeBrowser();
  browser.install();
  const { Ear } = (await import(EAR)) as { readonly Ear: new (events: object) => Ear };
  ear = new Ear({ onHeardOut: () => undefined, onSpoken: () => undefined });
});

describe('the ear of the page', () => {
  it('hears the next call, if the one before ended on hold', () => {
    ear.setOnHold(true);
    const onHold = ear.speech.isMuted;

    ear.fallSilent();

    expect([onHold, ear.speech.isMuted]).toEqual([true, false]);
  });

  it('opens one sound for two clicks', async () => {
    await Promise.all([ear.open(), ear.open()]);

    expect(browser.contexts).toBe(1);
  });

  it('closes a microphone that is allowed after the call has ended', async () => {
    const asked = ear.useMicrophone();
    ear.fallSilent();
    browser.allow();
    await asked;

    expect(browser.tracks.map(({ isStopped }) => isStopped)).toEqual([true]);
    expect(ear.isListening).toBe(false);
  });

  it('keeps one microphone open after two clicks', async () => {
    browser.allow();
    await Promise.all([ear.useMicrophone(), ear.useMicrophone()]);

    expect(browser.tracks.map(({ isStopped }) => isStopped).sort()).toEqual([false, true]);
    expect(ear.isListening).toBe(true);
  });
});
