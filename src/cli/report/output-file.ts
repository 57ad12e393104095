import { closeSync, openSync, renameSync, rmSync, statSync, writeSync } from 'node:fs';
import path from 'node:path';
import { CliError } from '../cli-error';
import { exitCodes } from '../exit-codes';

/** A file that the command leaves behind: it appears when it is whole, for its owner alone. */
export class OutputFile {
  readonly #draft: string;
  #descriptor: number | undefined;

  private constructor(readonly file: string) {
    this.#draft = `${file}.${process.pid}.part`;
    this.#descriptor = openSync(this.#draft, 'w', 0o600);
    // Ctrl-C ends the process where it stands.
    process.once('exit', () => this.discard());
  }

  /**
   * Opens a file that an option names; undefined where the option was not given.
   * @throws {CliError} when it cannot be written: before the long reading, which that must not cost
   */
  static open(option: string, value: unknown): OutputFile | undefined {
    if (typeof value !== 'string') return undefined;
    const file = path.resolve(value);
    const refuse = (why: string) =>
      new CliError(
        exitCodes.usage,
        `${option} ${JSON.stringify(value)} ${why}`,
        `${option} report`,
      );
    if (value.trim() === '') throw refuse('names no file');
    if (statSync(file, { throwIfNoEntry: false })?.isDirectory()) throw refuse('is a folder');
    try {
      return new OutputFile(file);
    } catch (error) {
      throw refuse(`cannot be written (${(error as NodeJS.ErrnoException).code ?? 'unknown'})`);
    }
  }

  write(text: string): void {
    if (this.#descriptor !== undefined) writeSync(this.#descriptor, text);
  }

  /** Puts the file where it belongs. */
  finish(): void {
    this.#close();
    renameSync(this.#draft, this.file);
  }

  /** Leaves nothing behind, unless the file is finished. */
  discard(): void {
    this.#close();
    rmSync(this.#draft, { force: true });
  }

  #close(): void {
    if (this.#descriptor !== undefined) closeSync(this.#descriptor);
    this.#descriptor = undefined;
  }
}
