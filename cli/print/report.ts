import type { CliError } from '../core/cli-error';
import type { CliIo, Output } from '../core/cli-io';
import type { CommandReport } from '../core/command';
import { toPlainText } from './plain-text';

const SCHEMA_VERSION = 1;

/** Writes a report: the result to stdout, as one JSON document or for people. */
export function printReport(stdout: Output, report: CommandReport, asJson: boolean): void {
  const { exitCode, data, problems, text } = report;
  if (!asJson) return printText(stdout, text);
  const document = { schemaVersion: SCHEMA_VERSION, ok: exitCode === 0, data, problems };
  printText(stdout, JSON.stringify(document, null, 2));
}

/** Writes the report of one of many rounds: a JSON document on one line, or text for people. */
export function printRoundReport(stdout: Output, report: CommandReport, asJson: boolean): void {
  const { exitCode, data, problems, text } = report;
  if (!asJson) return printText(stdout, text);
  const document = { schemaVersion: SCHEMA_VERSION, ok: exitCode === 0, data, problems };
  printText(stdout, JSON.stringify(document));
}

/** Writes why a command could not do its work. */
export function printError(
  { stdout, stderr }: CliIo,
  { message, fix }: CliError,
  asJson: boolean,
): void {
  if (asJson) {
    const problems = [fix === undefined ? message : `${message}; fix: ${fix}`];
    printText(
      stdout,
      JSON.stringify({ schemaVersion: SCHEMA_VERSION, ok: false, data: null, problems }, null, 2),
    );
    return;
  }
  printText(stderr, message);
  if (fix !== undefined) printText(stderr, `fix: ${fix}`);
}

/** Writes a text as a line of its own; what steers terminals is left out. */
export function printText(output: Output, text: string): void {
  output.write(`${toPlainText(text)}\n`);
}
