import { statSync } from 'node:fs';
import path from 'node:path';
import { parseArgs } from 'node:util';
import { CliError } from './cli-error';
import type { Command, CommandInput, OptionValue } from './command';
import { commands } from './commands';
import { readCliEnvironment } from './environment';
import { exitCodes, type ExitCode } from './exit-codes';
import { formatCommandHelp, formatCommandList } from './print/help';
import { createProgress } from './print/progress';
import { printError, printReport, printText } from './print/report';

const ownFolder = path.resolve(__dirname, '..', '..');

/** Options of every command. */
const globalOptions = {
  json: { type: 'boolean' },
  help: { type: 'boolean' },
  project: { type: 'string' },
} as const;

async function main(words: readonly string[]): Promise<ExitCode> {
  const asJson = words.includes('--json');
  try {
    return await runCommand(words, asJson);
  } catch (error) {
    if (!(error instanceof CliError)) throw error;
    printError(error, asJson);
    return error.exitCode;
  }
}

async function runCommand(words: readonly string[], asJson: boolean): Promise<ExitCode> {
  const found = findCommand(words);
  if (found === undefined) {
    if (words.length === 0 || words[0] === '--help') {
      printText(formatCommandList(commands));
      return exitCodes.done;
    }
    throw new CliError(
      exitCodes.usage,
      `there is no command "${words.filter((word) => !word.startsWith('-')).join(' ')}"`,
      'npm run switchboard -- --help',
    );
  }
  const { name, command, rest } = found;
  const values = parseValues(name, command, rest);
  if (values['help'] === true) {
    printText(formatCommandHelp(name, command));
    return exitCodes.done;
  }
  const projectFolder = getProjectFolder(values['project']);
  const progress = createProgress();
  const environment = readCliEnvironment(projectFolder, process.env);
  const report = await command
    .run({ values, environment, projectFolder, progress })
    .finally(() => progress.clear());
  printReport(report, asJson);
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
    throw new CliError(
      exitCodes.usage,
      (error as Error).message,
      `npm run switchboard -- ${name} --help`,
    );
  }
}

/** Returns the folder whose tenants, .env and .switchboard the command works with. */
function getProjectFolder(given: OptionValue): string {
  if (typeof given !== 'string') return ownFolder;
  const folder = path.resolve(given);
  if (statSync(folder, { throwIfNoEntry: false })?.isDirectory()) return folder;
  throw new CliError(exitCodes.usage, `--project: there is no folder ${folder}`);
}

process.once('SIGINT', () => process.exit(exitCodes.interrupted));

main(process.argv.slice(2)).then(
  (exitCode) => {
    process.exitCode = exitCode;
  },
  (error: unknown) => {
    // A mistake of ours: the stack is what a report of it needs.
    throw error;
  },
);
