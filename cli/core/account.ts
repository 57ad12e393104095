import { CliError } from './cli-error';
import { readEnvironmentFile } from './environment';
import { exitCodes } from './exit-codes';

type Variables = Readonly<Record<string, string | undefined>>;

/** A Twilio account, as a variable names it. */
export interface NamedAccount {
  readonly name: string;
  /** Where the variable is: `of the shell`, `in .env`. */
  readonly place: string;
  readonly sid: string;
}

/** In the order in which commands look for them. */
const ACCOUNT_NAMES = ['TWILIO_ACCOUNT_SID', 'ACCOUNT_SID'];

/**
 * Deploys with twilio-run read the account from ACCOUNT_SID in `.env`, commands from the shell first.
 * @param chosen - what a deploy was told besides
 * @throws {CliError} where they name different accounts
 */
export function refuseTwoAccounts(
  projectFolder: string,
  shell: Variables,
  chosen: readonly NamedAccount[] = [],
): void {
  const [first, ...others] = [...chosen, ...listAccounts(projectFolder, shell)];
  const other = others.find(({ sid }) => sid !== first?.sid);
  if (first === undefined || other === undefined) return;
  throw new CliError(
    exitCodes.configuration,
    `${show(first)} is ${first.sid}, ${show(other)} is ${other.sid}: deploys would go to one account, commands to the other`,
    first.place === 'of the shell' ? `unset ${first.name}, or correct .env` : 'name one account',
  );
}

/** Returns which account is worked on and what says so; undefined where nothing does. */
export function describeAccount(projectFolder: string, shell: Variables): string | undefined {
  const [account] = listAccounts(projectFolder, shell);
  return account && formatAccount(account);
}

export function formatAccount(account: NamedAccount): string {
  return `Twilio account ${shortenSid(account.sid)} (${show(account)})`;
}

/** Returns a sid that people recognise without having it: its beginning and end. */
function shortenSid(sid: string): string {
  return `${sid.slice(0, 6)}…${sid.slice(-4)}`;
}

const show = ({ name, place }: NamedAccount): string => `${name} ${place}`;

/** Returns every account that is named, the one that commands work on first. */
function listAccounts(projectFolder: string, shell: Variables): NamedAccount[] {
  const file: Variables = readEnvironmentFile(projectFolder) ?? {};
  return ACCOUNT_NAMES.flatMap((name) => [
    { name, place: 'of the shell', sid: shell[name]?.trim() ?? '' },
    { name, place: 'in .env', sid: file[name]?.trim() ?? '' },
  ]).filter(({ sid }) => sid !== '');
}
