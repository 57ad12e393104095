import { existsSync, mkdirSync, renameSync, rmdirSync, statSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { makeDraftFolder, refuseOutput, removeDraftFolder, writePart } from './draft-folder';

/**
 * Files that the command leaves behind in a folder: all of them appear together, readable only for their
 * owner, over those of an earlier run.
 */
export class OutputFolder {
  readonly #draftFolder: string;
  readonly #names: string[] = [];
  readonly #onExit = () => this.discard();

  private constructor(
    readonly option: string,
    readonly folder: string,
    private readonly isMade: boolean,
  ) {
    this.#draftFolder = makeDraftFolder(path.join(folder, 'file'));
    // Ctrl-C ends the process immediately.
    process.once('exit', this.#onExit);
  }

  /**
   * Opens the folder that an option names, and makes it if its parent is there.
   * @throws {CliError} if it cannot be written: before the long reading
   */
  static open(
    option: string,
    value: string,
    { workingFolder, example }: { readonly workingFolder: string; readonly example: string },
  ): OutputFolder {
    const refuse = (why: unknown) => refuseOutput(option, value, why, example);
    if (value.trim() === '') throw refuse('names no folder');
    const folder = path.resolve(workingFolder, value);
    try {
      const isMade = !existsSync(folder);
      if (isMade) mkdirSync(folder, { mode: 0o700 });
      if (!statSync(folder).isDirectory()) throw refuse('is no folder');
      return new OutputFolder(option, folder, isMade);
    } catch (error) {
      throw refuse(error);
    }
  }

  /** @throws {CliError} if the disk is full, for example */
  write(name: string, text: string): void {
    writePart(this.option, this.folder, () =>
      writeFileSync(path.join(this.#draftFolder, name), text, { mode: 0o600 }),
    );
    this.#names.push(name);
  }

  /** Moves the files to their place. @throws {CliError} */
  finish(): void {
    writePart(this.option, this.folder, () => {
      for (const name of this.#names) {
        renameSync(path.join(this.#draftFolder, name), path.join(this.folder, name));
      }
    });
    this.discard();
  }

  /** Returns the finished files. */
  listFiles(): string[] {
    return this.#names.map((name) => path.join(this.folder, name));
  }

  /** Leaves nothing behind but finished files. */
  discard(): void {
    process.off('exit', this.#onExit);
    removeDraftFolder(this.#draftFolder);
    if (!this.isMade) return;
    try {
      rmdirSync(this.folder);
    } catch {
      // It holds the finished files, or is gone already.
    }
  }
}
