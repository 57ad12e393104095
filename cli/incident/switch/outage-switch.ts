import { formatOutageList, NO_OUTAGE, type Outage } from '../../../src/config/outage';
import { CliError } from '../../core/cli-error';
import { OUTAGE_SWITCH } from '../../core/deployed-switch';
import { exitCodes } from '../../core/exit-codes';
import { formatOutage } from '../../print/outage';
import type { Switch } from './switch';

/** Whose callers hear the fallback. */
export const outageSwitch: Switch<Outage> = {
  ...OUTAGE_SWITCH,
  command: 'outage',
  title: 'the outage switch',
  format: formatOutageList,
  describe: formatOutage,
  toData: (outage) => outage,
  shorter:
    'outage on --key or --group, one word for many tenants; or outage on alone, for every call',
};

/** Whom an option of the command names; nobody = every call. */
export type Named = Omit<Outage, 'all'>;

const KINDS = ['tenantIds', 'apiKeyEnvs', 'groups'] as const;

/** Returns the switch with those on as well; where nobody is named, on for every call. */
export function switchOn(current: Outage, named: Named): Outage {
  if (isNobody(named)) return { ...NO_OUTAGE, all: true };
  if (current.all) return current;
  const merge = (kind: keyof Named) => [...new Set([...current[kind], ...named[kind]])];
  return {
    all: false,
    tenantIds: merge('tenantIds'),
    apiKeyEnvs: merge('apiKeyEnvs'),
    groups: merge('groups'),
  };
}

/**
 * Returns the switch with those off; where nobody is named, off for everybody.
 * @throws {CliError} if it is on for every call: no list says "every call but theirs"
 */
export function switchOff(current: Outage, named: Named): Outage {
  if (isNobody(named)) return NO_OUTAGE;
  if (!current.all) return { all: false, ...leaveOut(current, named) };
  throw new CliError(
    exitCodes.found,
    `the outage switch is on for every call: ${KINDS.flatMap((kind) => named[kind]).join(', ')} cannot be taken out`,
    'outage off alone, then outage on for those whose callers should still hear the fallback',
  );
}

/** Returns those that are not among the others. */
export function leaveOut(named: Named, others: Named): Named {
  const keep = (kind: keyof Named) => named[kind].filter((word) => !others[kind].includes(word));
  return {
    tenantIds: keep('tenantIds'),
    apiKeyEnvs: keep('apiKeyEnvs'),
    groups: keep('groups'),
  };
}

function isNobody(named: Named): boolean {
  return KINDS.every((kind) => named[kind].length === 0);
}
