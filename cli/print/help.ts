import type { Command } from '../core/command';
import { formatTable } from './table';

export function formatCommandList(commands: Readonly<Record<string, Command>>): string {
  const rows = Object.entries(commands).map(([name, { summary }]) => [`  ${name}`, summary]);
  return [
    'npm run switchboard -- <command> [options]',
    '',
    formatTable(['commands', ''], rows),
    '',
    '  --json              one JSON document on stdout: { schemaVersion, ok, data, problems }',
    '  --help              what a command does, with examples',
    '  --project <folder>  another project: its tenants, .env, .twilioserverlessrc and .switchboard',
    '',
    'Exit codes: 0 done; 1 found a problem or drift; 2 wrong usage; 3 configuration or credentials;',
    '4 Twilio or Vapi unreachable or refusing; 5 applied in part; 130 interrupted.',
  ].join('\n');
}

/** Returns what `--help` prints about a command. */
export function formatCommandHelp(name: string, command: Command): string {
  return [
    `${name}: ${command.summary}`,
    '',
    command.details,
    '',
    ...command.examples.map((example) => `  ${example}`),
  ].join('\n');
}
