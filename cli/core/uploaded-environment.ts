import { readEnvironmentFile } from './environment';

/** The tools do not upload these; deployed Functions get them from Twilio. */
const NEVER_UPLOADED = ['ACCOUNT_SID', 'AUTH_TOKEN'];

/**
 * Returns what the deploy tools upload: every value of `.env` or, if there is none (as in CI, by
 * `--load-system-env`), the environment's values for the names in `.env.example`.
 */
export function listUploaded(
  projectFolder: string,
  environment: Readonly<Record<string, string>>,
): Record<string, string> | undefined {
  const file = readEnvironmentFile(projectFolder);
  const names = file ?? readEnvironmentFile(projectFolder, '.env.example');
  if (names === undefined) return undefined;
  const values = Object.entries(names).map(
    ([name, value]) => [name, file === undefined ? (environment[name] ?? '') : value] as const,
  );
  return Object.fromEntries(
    values.filter(([name, value]) => value !== '' && !NEVER_UPLOADED.includes(name)),
  );
}
