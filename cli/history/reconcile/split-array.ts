/** No call is larger; whatever is larger is no list of calls. */
const MAX_ELEMENT_CHARACTERS = 64 * 1024 * 1024;

/**
 * Returns the elements of a JSON array one by one while it arrives: a page of a thousand calls with
 * their transcripts can be hundreds of megabytes, of which a few hundred bytes each are kept.
 * @throws {Error} if the text is no array, or is truncated
 */
export async function* splitJsonArray(chunks: AsyncIterable<string>): AsyncGenerator<unknown> {
  const scanner = new ArrayScanner();
  for await (const chunk of chunks) {
    for (const element of scanner.split(chunk)) yield JSON.parse(element);
  }
  if (!scanner.isOver) throw new Error('the list is truncated');
}

const [QUOTE, BACKSLASH, COMMA] = [0x22, 0x5c, 0x2c];
const OPENERS = new Set([0x5b, 0x7b]);
const CLOSERS = new Set([0x5d, 0x7d]);

class ArrayScanner {
  isOver = false;
  #depth = 0;
  #isInString = false;
  #isEscaped = false;
  #pieces: string[] = [];
  #pieceCharacters = 0;

  *split(chunk: string): Generator<string> {
    let from = 0;
    for (let at = 0; at < chunk.length; at += 1) {
      const code = chunk.charCodeAt(at);
      if (this.#isInString) {
        if (this.#isEscaped) this.#isEscaped = false;
        else if (code === BACKSLASH) this.#isEscaped = true;
        else if (code === QUOTE) this.#isInString = false;
      } else if (code === QUOTE) this.#isInString = true;
      else if (OPENERS.has(code)) {
        if (this.#depth === 0) {
          if (code !== 0x5b || this.isOver) throw new Error('the answer is no list');
          from = at + 1;
        }
        this.#depth += 1;
      } else if (CLOSERS.has(code)) {
        this.#depth -= 1;
        if (this.#depth === 0) {
          yield* this.#finish(chunk.slice(from, at));
          this.isOver = true;
        }
      } else if (code === COMMA && this.#depth === 1) {
        yield* this.#finish(chunk.slice(from, at));
        from = at + 1;
      } else if (this.#depth === 0 && code > 0x20) throw new Error('the answer is no list');
    }
    if (this.#depth > 0) this.#keep(chunk.slice(from));
  }

  #keep(piece: string): void {
    this.#pieces.push(piece);
    this.#pieceCharacters += piece.length;
    if (this.#pieceCharacters > MAX_ELEMENT_CHARACTERS) throw new Error('an element is too large');
  }

  *#finish(piece: string): Generator<string> {
    this.#keep(piece);
    const element = this.#pieces.join('').trim();
    this.#pieces = [];
    this.#pieceCharacters = 0;
    if (element !== '') yield element;
  }
}
