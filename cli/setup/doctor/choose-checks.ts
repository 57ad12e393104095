import { findNearWords } from '../../../src/operator-files/near-words';
import { CliError } from '../../core/cli-error';
import type { OptionValue } from '../../core/command';
import { exitCodes } from '../../core/exit-codes';
import type { Check } from './check';
import { checks } from './checks';

/** The option that names checks; comma-separated or repeated. */
export const onlyOption = { only: { type: 'string', multiple: true } } as const;

/** Returns the checks that `--only` names, in their usual order; all without it. @throws {CliError} */
export function chooseChecks(only: OptionValue): readonly Check[] {
  if (only === undefined) return checks;
  const names = [only]
    .flat()
    .flatMap((value) => String(value).split(','))
    .map((name) => name.trim());
  const known = checks.map(({ id }) => id);
  const unknown = names.find((name) => !known.includes(name));
  if (unknown === undefined) return checks.filter(({ id }) => names.includes(id));
  const near = findNearWords(unknown, known);
  throw new CliError(
    exitCodes.usage,
    `there is no check ${JSON.stringify(unknown)}; there are ${known.join(', ')}`,
    `npm run switchboard -- doctor --only ${near[0] ?? '<check>'}`,
  );
}
