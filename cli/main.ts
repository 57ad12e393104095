import { askOnTerminal } from './ask-on-terminal';
import { exitCodes } from './core/exit-codes';
import { runCli } from './run-cli';

process.once('SIGINT', () => process.exit(exitCodes.interrupted));

const { stdin, stdout, stderr, env } = process;
const ask = stdin.isTTY && stderr.isTTY ? askOnTerminal : undefined;
runCli(process.argv.slice(2), { stdout, stderr, env, ask, workingFolder: process.cwd() }).then(
  (exitCode) => {
    process.exitCode = exitCode;
  },
  (error: unknown) => {
    // A bug of ours: a report of it needs the stack.
    throw error;
  },
);
