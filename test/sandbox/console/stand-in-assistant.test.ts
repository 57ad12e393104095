import { ConsoleWorld, type Page } from './console-world';

let console: ConsoleWorld;
let page: Page;

/** A business in Germany whose callers may choose Spanish, and which transfers nobody. */
beforeAll(async () => {
  console = await ConsoleWorld.start({
    language: 'de-DE',
    languages: { menu: [{ language: 'de-DE' }, { language: 'es-MX' }] },
  });
});
beforeEach(async () => {
  console.reset();
  page = await console.openPage();
  page.call();
  await page.untilHeard('Für Deutsch drücken Sie die 1.');
});
afterEach(() => console.settle(page));
afterAll(() => console.stop());

const lastWords = () =>
  page
    .list('heard')
    .flatMap(({ sound }) => (sound.kind === 'words' ? [sound] : []))
    .at(-1);

describe("the stand-in's assistant", () => {
  it('speaks the language of the business, and offers no person where nobody can be rung', async () => {
    await page.untilHeard('Guten Tag, hier ist Riverside Dental.');

    await console.clock.until(() => console.world.vapi.calls.at(-1)?.status === 'in-progress');
    await speakAfterGreeting({ seconds: 2 });
    await page.untilHeard('Ich habe 2 Sekunden lang Ihre Stimme gehört.');

    expect(lastWords()).toMatchObject({
      language: 'de-DE',
      speaker: 'assistant',
      words: expect.not.stringContaining('0') as string,
    });
  });

  it('speaks the language that the caller has chosen, and says that there is nobody', async () => {
    page.send({ type: 'keys', phone: 'caller', keys: '2' });
    await page.untilHeard('Hola, le atiende Riverside Dental.');

    await speakAfterGreeting({ seconds: 1, words: 'Una persona, por favor' });
    await page.untilHeard('Aquí no puedo pasarle con nadie.');

    expect(lastWords()).toMatchObject({ language: 'es-MX', speaker: 'assistant' });
  });
});

/** Speaks once the greeting is over. */
async function speakAfterGreeting(said: { seconds: number; words?: string }): Promise<void> {
  const untilMs = console.clock.nowMs() + (lastWords()?.durationMs ?? 0) + 1_000;
  console.clock.timer(untilMs - console.clock.nowMs(), () => {});
  await console.clock.until(() => console.clock.nowMs() >= untilMs);
  page.send({ type: 'speak', phone: 'caller', ...said });
}
