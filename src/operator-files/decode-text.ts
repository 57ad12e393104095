/** A file's text, or why it has none. */
export type DecodedText =
  | { readonly text: string; readonly problem?: undefined }
  | { readonly text?: undefined; readonly problem: string };

/** Returns the text of a file that a person wrote: UTF-8, with or without a byte order mark. */
export function decodeText(bytes: Uint8Array): DecodedText {
  const encoding = findUtf16(bytes);
  if (encoding !== undefined) {
    return { problem: `the file: is written in ${encoding}; save it as UTF-8` };
  }
  try {
    return { text: new TextDecoder('utf-8', { fatal: true }).decode(bytes) };
  } catch {
    return {
      problem: `the file: line ${findBrokenLine(bytes)} is not UTF-8 (perhaps Windows-1252); save the file as UTF-8`,
    };
  }
}

/** By its byte order mark, or as JSON begins: with a character of which one byte is zero. */
function findUtf16([first, second]: Uint8Array): string | undefined {
  if ((first === 0xff && second === 0xfe) || (first !== 0 && second === 0)) return 'UTF-16 LE';
  if ((first === 0xfe && second === 0xff) || (first === 0 && second !== 0)) return 'UTF-16 BE';
  return undefined;
}

function findBrokenLine(bytes: Uint8Array): number {
  const lines = new TextDecoder('utf-8').decode(bytes).split('\n');
  return lines.findIndex((line) => line.includes('\ufffd')) + 1;
}

/** Characters that nobody sees, or takes for a blank. */
const UNSEEN = /[\p{Cf}\p{Cc}\p{Zl}\p{Zp}]|(?! )\p{Zs}/gu;
const CURLY_QUOTES = /[“”„‟‘’‚‛«»]/;
const CURLY_SINGLE_QUOTES = /[‘’‚‛]/;

/** Returns a character as a person can look for it. */
export function describeCharacter(character: string): string {
  const code = `U+${character.codePointAt(0)!.toString(16).toUpperCase().padStart(4, '0')}`;
  if (character.search(UNSEEN) !== -1) return `${code}, which nobody sees`;
  if (!CURLY_QUOTES.test(character)) return `${character} (${code})`;
  const straight = CURLY_SINGLE_QUOTES.test(character) ? "'" : '"';
  return `${character} (${code}), a typographic quote: write ${straight} instead`;
}

/** Returns what is odd about a text that was refused; undefined where nothing is. */
export function describeOddCharacters(text: string): string | undefined {
  const odd = [...new Set([...(text.match(UNSEEN) ?? []), ...(CURLY_QUOTES.exec(text) ?? [])])];
  return odd.length === 0 ? undefined : `it holds ${odd.map(describeCharacter).join(', ')}`;
}
