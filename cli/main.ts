import { exitCodes } from './core/exit-codes';
import { runCli } from './run-cli';

process.once('SIGINT', () => process.exit(exitCodes.interrupted));

const { stdout, stderr, env } = process;
runCli(process.argv.slice(2), { stdout, stderr, env, workingFolder: process.cwd() }).then(
  (exitCode) => {
    process.exitCode = exitCode;
  },
  (error: unknown) => {
    // A bug of ours: a report of it needs the stack.
    throw error;
  },
);
