import {
  closeSync,
  lstatSync,
  openSync,
  readlinkSync,
  realpathSync,
  renameSync,
  statSync,
  writeFileSync,
} from 'node:fs';
import path from 'node:path';
import { makeDraftFolder, refuseOutput, removeDraftFolder, writePart } from './draft-folder';

/** Where an output file is. */
interface Surroundings {
  readonly workingFolder: string;
  /** The file that another option has opened. */
  readonly other?: OutputFile | undefined;
  /** A value for the option that would be right; by default a file of its kind. */
  readonly example?: string;
}

/**
 * A file that the command leaves behind: it appears when it is complete, readable only for its
 * owner.
 */
export class OutputFile {
  readonly #draftFolder: string;
  readonly #draft: string;
  readonly #onExit = () => this.discard();
  #descriptor: number | undefined;

  private constructor(
    readonly option: string,
    /** Where it is written: the target of any links. */
    readonly file: string,
  ) {
    this.#draftFolder = makeDraftFolder(file);
    // Ctrl-C ends the process immediately.
    process.once('exit', this.#onExit);
    this.#draft = path.join(this.#draftFolder, 'draft');
    this.#descriptor = openSync(this.#draft, 'wx', 0o600);
  }

  /**
   * Opens a file that an option names; undefined if the option was not given.
   * @throws {CliError} if it cannot be written or is the other option's file: before the long
   * reading
   */
  static open(
    option: string,
    value: unknown,
    { workingFolder, other, example = `report.${option.slice(2)}` }: Surroundings,
  ): OutputFile | undefined {
    if (typeof value !== 'string') return undefined;
    const refuse = (why: unknown) => refuseOutput(option, value, why, example);
    if (value.trim() === '') throw refuse('names no file');
    const wanted = path.resolve(workingFolder, value);
    try {
      const stats = statSync(wanted, { throwIfNoEntry: false });
      if (stats?.isDirectory()) throw refuse('is a folder');
      if (stats?.isFile() === false) throw refuse('is no ordinary file');
      const file = followLinks(wanted);
      if (file === other?.file) throw refuse(`is already the file of ${other.option}`);
      return new OutputFile(option, file);
    } catch (error) {
      throw refuse(error);
    }
  }

  /** @throws {CliError} if the disk is full, for example */
  write(text: string): void {
    const descriptor = this.#descriptor;
    if (descriptor === undefined) return;
    // writeSync may write only a part, and says so only in its result.
    writePart(this.option, this.file, () => writeFileSync(descriptor, text));
  }

  /** Moves the file to its place. @throws {CliError} */
  finish(): void {
    writePart(this.option, this.file, () => {
      this.#close();
      renameSync(this.#draft, this.file);
    });
    this.discard();
  }

  /** Leaves nothing behind but a finished file. */
  discard(): void {
    process.off('exit', this.#onExit);
    this.#close();
    removeDraftFolder(this.#draftFolder);
  }

  #close(): void {
    const descriptor = this.#descriptor;
    this.#descriptor = undefined;
    if (descriptor !== undefined) closeSync(descriptor);
  }
}

/** Returns where a file is or would be, so that writing does not replace a link. */
function followLinks(wanted: string): string {
  const folder = realpathSync(path.dirname(wanted));
  const file = path.join(folder, path.basename(wanted));
  const isLink = lstatSync(file, { throwIfNoEntry: false })?.isSymbolicLink() === true;
  return isLink ? followLinks(path.resolve(folder, readlinkSync(file))) : file;
}
