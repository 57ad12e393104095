import type { CliError } from '../cli-error';
import type { CommandReport } from '../command';

const SCHEMA_VERSION = 1;

/** Writes a report: the result to stdout, as one JSON document or for people. */
export function printReport(report: CommandReport, asJson: boolean): void {
  const { exitCode, data, problems, text } = report;
  if (!asJson) return console.log(text);
  const document = { schemaVersion: SCHEMA_VERSION, ok: exitCode === 0, data, problems };
  console.log(JSON.stringify(document, null, 2));
}

/** Writes the report of one of many rounds: a JSON document in one line, or for people. */
export function printRoundReport(report: CommandReport, asJson: boolean): void {
  const { exitCode, data, problems, text } = report;
  if (!asJson) return console.log(text);
  const document = { schemaVersion: SCHEMA_VERSION, ok: exitCode === 0, data, problems };
  console.log(JSON.stringify(document));
}

/** Writes why a command could not do its work. */
export function printError({ message, fix }: CliError, asJson: boolean): void {
  if (asJson) {
    const problems = [fix === undefined ? message : `${message}; mend it with: ${fix}`];
    console.log(
      JSON.stringify({ schemaVersion: SCHEMA_VERSION, ok: false, data: null, problems }, null, 2),
    );
    return;
  }
  console.error(message);
  if (fix !== undefined) console.error(`mend it with: ${fix}`);
}

/** Writes a text for people. */
export function printText(text: string): void {
  console.log(text);
}
