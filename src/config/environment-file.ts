import { existsSync, readFileSync } from 'node:fs';
import { parse } from 'dotenv';

type Variables = Readonly<Record<string, string>>;

/** Thrown if a file of variables does not say what the operator sees in it. */
export class EnvironmentFileError extends Error {
  override readonly name = 'EnvironmentFileError';
}

/**
 * Returns the variables in a file, empty ones included; undefined if there is no file. The package is
 * the deploy tools' own, in their version: each variable has the value that Functions get.
 * @throws {EnvironmentFileError} if the deploy tools would change or skip a part of it
 */
export function readEnvironmentFile(file: string): Record<string, string> | undefined {
  if (!existsSync(file)) return undefined;
  const text = readFileSync(file, 'utf8');
  const problems = listProblems(text);
  if (problems.length === 0) return parse(text);
  throw new EnvironmentFileError([`${file} cannot be used:`, ...problems].join('\n  - '));
}

/** The deploy tools read line by line, so a value ends where its line does. */
function listProblems(text: string): string[] {
  return text.split('\n').flatMap((line, index) => {
    const at = `line ${index + 1}`;
    if (/^\s*(#|$)/.test(line)) return [];
    const [name] = Object.keys(parse(line));
    if (/^\s*export\s/.test(line)) {
      return [`${at} begins with export, so the deploy tools skip it; take the word out`];
    }
    if (name === undefined) {
      return [`${at} is not NAME=value, so the deploy tools skip it; write both on one line`];
    }
    const value = line.slice(line.indexOf('=') + 1).trim();
    if (isQuotedWhole(value)) return [];
    return [
      `${at}: the value of ${name} has a quote at one end only; write it on one line, with \\n for line breaks and double quotes around it`,
    ];
  });
}

function isQuotedWhole(value: string): boolean {
  const first = /^['"]/.exec(value)?.[0];
  const last = /['"]$/.exec(value)?.[0];
  return first === last && !(first !== undefined && value.length === 1);
}

/** How a value can be written; the first that is read back unchanged is used. */
const FORMS: readonly ((value: string) => string)[] = [
  (value) => value,
  (value) => `'${value}'`,
  (value) => `"${value.replaceAll('\n', '\\n')}"`,
];

/**
 * Returns the text of a file that holds these variables.
 * @throws {EnvironmentFileError} for a value that no such file can hold, such as one with blanks at its ends
 */
export function formatEnvironmentFile(variables: Variables): string {
  return Object.entries(variables)
    .map(([name, value]) => {
      const lines = FORMS.map((form) => `${name}=${form(value)}`);
      const line = lines.find((text) => holds(text, name, value));
      if (line !== undefined) return `${line}\n`;
      throw new EnvironmentFileError(
        `the value of ${name} cannot be written into .env: no form of it is read back unchanged`,
      );
    })
    .join('');
}

function holds(line: string, name: string, value: string): boolean {
  return !line.includes('\n') && listProblems(line).length === 0 && parse(line)[name] === value;
}
