import { createInterface } from 'node:readline';
import { exitCodes } from './core/exit-codes';

/** Asks on stderr, because stdout is for results. Without an answer (Ctrl-D) it is empty. */
export function askOnTerminal(question: string): Promise<string> {
  const terminal = createInterface({ input: process.stdin, output: process.stderr });
  return new Promise((resolve) => {
    terminal.once('SIGINT', () => process.exit(exitCodes.interrupted));
    terminal.once('close', () => resolve(''));
    terminal.question(question, (answer) => {
      resolve(answer);
      terminal.close();
    });
  });
}
