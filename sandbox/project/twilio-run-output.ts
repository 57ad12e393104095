import { createInterface } from 'node:readline';
import type { Readable } from 'node:stream';
import { stripVTControlCharacters } from 'node:util';

/** It warns about these at every request, since they exist in deployments only. */
const EXPECTED_WARNING = /WARNING.*The (SERVICE|ENVIRONMENT)_SID variable is undefined by default/;

/** The URLs of the Functions follow the one, those of the assets follow the other. */
const FUNCTIONS_HEAD = 'Functions';
const ASSETS_HEAD = 'Assets';

/** What twilio-run prints: first the list of its URLs, then what happens. */
export class TwilioRunOutput {
  /** Everything that it has printed so far. */
  text = '';
  /** Resolves once it serves and has listed its URLs. */
  readonly listed: Promise<void>;
  #markListed: () => void = () => {};
  #isListed = false;
  #hasUrls = false;
  readonly #url: string;
  readonly #onLine: (line: string) => void;

  /** @param onLine - gets what comes after the list of URLs */
  constructor(url: string, onLine: (line: string) => void) {
    this.#url = url;
    this.#onLine = onLine;
    this.listed = new Promise((resolve) => (this.#markListed = resolve));
  }

  read(stream: Readable): void {
    createInterface({ input: stream }).on('line', (line) => this.#acquire(line));
  }

  #acquire(printed: string): void {
    const line = stripVTControlCharacters(printed);
    this.text += `${line}\n`;
    if (this.#isListed) {
      if (!EXPECTED_WARNING.test(line) && !this.#isOfList(line)) this.#onLine(line);
      return;
    }
    this.#hasUrls ||= this.#isUrl(line);
    if (!this.#hasUrls || line !== ASSETS_HEAD) return;
    this.#isListed = true;
    this.#markListed();
  }

  /** The rest of the list, and all of it again after a Function was added. */
  #isOfList(line: string): boolean {
    const words = ['', FUNCTIONS_HEAD, ASSETS_HEAD, 'No assets found'];
    return words.includes(line) || this.#isUrl(line);
  }

  #isUrl(line: string): boolean {
    return line.startsWith(`${this.#url}/`) && !line.includes(' ');
  }
}
