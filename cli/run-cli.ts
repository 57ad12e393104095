import { statSync } from 'node:fs';
import path from 'node:path';
import { parseArgs } from 'node:util';
import { CliError } from './core/cli-error';
import type { CliIo } from './core/cli-io';
import type { Command, CommandInput, OptionValue } from './core/command';
import { commands } from './commands';
import { describeAccount, refuseTwoAccounts } from './core/account';
import { readCliEnvironment } from './core/environment';
import { exitCodes, type ExitCode } from './core/exit-codes';
import { formatCommandHelp, formatCommandList } from './print/help';
import { createProgress } from './core/progress';
import { explainOptions, explainUnknownCommand, listSubCommands } from './print/misspelt';
import { printError, printReport, printText } from './print/report';

const ownFolder = path.resolve(__dirname, '..', '..');

const globalOptions = {
  json: { type: 'boolean' },
  help: { type: 'boolean' },
  project: { type: 'string' },
} as const;

/** Runs the command that the words name, and returns the exit code. @throws on a bug of ours */
export async function runCli(words: readonly string[], io: CliIo): Promise<ExitCode> {
  const asJson = words.includes('--json');
  try {
    return await runCommand(words, asJson, io);
  } catch (error) {
    if (!(error instanceof CliError)) throw error;
    printError(io, error, asJson);
    return error.exitCode;
  }
}

async function runCommand(words: readonly string[], asJson: boolean, io: CliIo): Promise<ExitCode> {
  const found = findCommand(words);
  if (found === undefined) {
    if (words.length === 0 || words[0] === '--help') {
      printText(io.stdout, formatCommandList(commands));
      return exitCodes.done;
    }
    const [group = '', option] = words;
    const subCommands = listSubCommands(group, Object.keys(commands));
    if (subCommands.length > 0 && option === '--help') {
      const listed = subCommands.map((name) => [name, commands[name]!] as const);
      printText(io.stdout, formatCommandList(Object.fromEntries(listed)));
      return exitCodes.done;
    }
    throw explainUnknownCommand(words, Object.keys(commands));
  }
  const { name, command, rest } = found;
  const values = parseValues(name, command, rest);
  if (values['help'] === true) {
    printText(io.stdout, formatCommandHelp(name, command));
    return exitCodes.done;
  }
  const { stdout, workingFolder, httpsAgent, ask } = io;
  const projectFolder = getProjectFolder(values['project'], workingFolder);
  const progress = createProgress(io.stderr);
  refuseTwoAccounts(projectFolder, io.env);
  const environment = readCliEnvironment(projectFolder, io.env);
  const account = describeAccount(projectFolder, io.env);
  if (command.changesAccount && account) printText(io.stderr, account);
  const report = await command
    .run({ values, environment, projectFolder, workingFolder, httpsAgent, stdout, ask, progress })
    .finally(() => progress.clear());
  printReport(stdout, report, asJson);
  return report.exitCode;
}

function findCommand(words: readonly string[]) {
  for (const [name, command] of Object.entries(commands)) {
    const length = name.split(' ').length;
    if (words.slice(0, length).join(' ') === name) {
      return { name, command, rest: words.slice(length) };
    }
  }
  return undefined;
}

function parseValues(
  name: string,
  command: Command,
  rest: readonly string[],
): CommandInput['values'] {
  try {
    const { values } = parseArgs({
      args: [...rest],
      options: { ...command.options, ...globalOptions },
    });
    return values;
  } catch (error) {
    const known = Object.keys({ ...command.options, ...globalOptions });
    throw explainOptions(name, error as Error, known);
  }
}

/** Returns the folder whose tenants, .env and .switchboard the command works with. */
function getProjectFolder(given: OptionValue, workingFolder: string): string {
  if (typeof given !== 'string') return ownFolder;
  const folder = path.resolve(workingFolder, given);
  if (statSync(folder, { throwIfNoEntry: false })?.isDirectory()) return folder;
  throw new CliError(exitCodes.usage, `--project: there is no folder ${folder}`);
}
