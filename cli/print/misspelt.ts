import { findNearWords } from '../../src/operator-files/near-words';
import { CliError } from '../core/cli-error';
import { exitCodes } from '../core/exit-codes';

const refuse = (message: string, fix: string): CliError =>
  new CliError(exitCodes.usage, message, `npm run switchboard -- ${fix}`);

/** Returns the commands that begin with a word, as `numbers plan` does with `numbers`. */
export function listSubCommands(word: string, names: readonly string[]): string[] {
  return names.filter((name) => name.startsWith(`${word} `));
}

/** Returns what to say to words that call no command: what was meant, or what there is. */
export function explainUnknownCommand(
  words: readonly string[],
  names: readonly string[],
): CliError {
  const firstOption = words.findIndex((word) => word.startsWith('-'));
  const typed = firstOption === -1 ? words : words.slice(0, firstOption);
  const [first, second] = typed;
  if (first === undefined) {
    return refuse(`the command comes first, before ${words[0]}`, '--help');
  }
  const group = listSubCommands(first, names);
  const subCommands = group.map((name) => name.slice(first.length + 1)).join(', ');
  if (group.length > 0 && second === undefined) {
    return refuse(`${first} needs a sub-command: ${subCommands}`, `${first} --help`);
  }
  const wholeNames = names.filter((name) => !name.includes(' '));
  const whole = typed.slice(0, 2).join(' ');
  const [near] = [...findNearWords(whole, names), ...findNearWords(first, wholeNames)];
  const unknown = `there is no command "${typed.join(' ')}"`;
  if (near !== undefined) return refuse(`${unknown}; did you mean ${near}?`, near);
  if (group.length === 0) return refuse(unknown, '--help');
  return refuse(`${unknown}; the sub-commands of ${first} are ${subCommands}`, `${first} --help`);
}

/** Returns what to say to options that cannot be read. @param error of `parseArgs` */
export function explainOptions(
  command: string,
  error: Error,
  options: readonly string[],
): CliError {
  const typed = /^Unknown option '--([^']+)'/.exec(error.message)?.[1];
  if (typed === undefined) return refuse(error.message, `${command} --help`);
  const [near] = findNearWords(typed, options);
  const question = near === undefined ? '' : `; did you mean --${near}?`;
  return refuse(`${command} has no option --${typed}${question}`, `${command} --help`);
}
