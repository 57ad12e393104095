/** A voice of the browser, as far as it is chosen by. */
interface Voice {
  /** A language like `en-US`; Android writes `en_US`. */
  readonly lang: string;
  readonly default: boolean;
}

/** Returns the voice that fits a language best: its country's, or else any of the language. */
export function chooseVoice<T extends Voice>(
  voices: readonly T[],
  language: string,
): T | undefined {
  const wanted = normalise(language);
  const [family] = wanted.split('-');
  const same = voices.filter(({ lang }) => normalise(lang) === wanted);
  const related = voices.filter(({ lang }) => normalise(lang).split('-')[0] === family);
  return findFirst(same) ?? findFirst(related);
}

function findFirst<T extends Voice>(voices: readonly T[]): T | undefined {
  return voices.find((voice) => voice.default) ?? voices[0];
}

const normalise = (language: string) => language.replace('_', '-').toLowerCase();
