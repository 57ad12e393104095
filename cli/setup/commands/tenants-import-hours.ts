import { readFileSync } from 'node:fs';
import path from 'node:path';
import * as v from 'valibot';
import { JsonDocument } from '../../../src/operator-files/json-document';
import { hours as hoursSchema } from '../../../src/tenants/hours-schema';
import { isTimeZone } from '../../../src/tenants/wall-clock';
import { describeIssues } from '../../../src/tenants/usable';
import { CliError } from '../../core/cli-error';
import type { Command, CommandInput } from '../../core/command';
import { exitCodes } from '../../core/exit-codes';
import { getTenants } from '../../core/tenant-file';
import { checkTenantIds, readTenantIds, tenantOption } from '../../core/tenant-option';
import { importHours, type ImportedHours } from '../tenants/import-hours';

/** `switchboard tenants import-hours`: hours of a website or of Google, in the tenant file's form. */
export const tenantsImportHours: Command = {
  summary: 'turns hours of schema.org or Google Business Profile into hours to paste',
  details: `Reads a JSON file with openingHoursSpecification and specialOpeningHoursSpecification, or with
regularHours and specialHours, and prints "hours" for the tenant file. Changes nothing.

  --file         the JSON file
  --time-zone    whose clocks the times are on, such as Europe/Berlin
  --tenant       takes the time zone from this tenant's hours instead`,
  examples: [
    'npm run switchboard -- tenants import-hours --file hours.json --time-zone Europe/Berlin',
    'npm run switchboard -- tenants import-hours --file hours.json --tenant riverside-dental --json',
  ],
  options: { ...tenantOption, file: { type: 'string' }, 'time-zone': { type: 'string' } },
  run(input) {
    const { file: name } = input.values;
    if (typeof name !== 'string' || name === '') {
      throw new CliError(exitCodes.usage, '--file is missing', '--file hours.json');
    }
    const timeZone = findTimeZone(input);
    const { open, special } = readHours(path.resolve(input.workingFolder, name), name);
    const hours = { timeZone, open, ...(special.length === 0 ? {} : { special }) };
    const result = v.safeParse(hoursSchema, hours);
    const problems = result.success ? [] : describeIssues(result.issues);
    return Promise.resolve({
      data: { hours },
      problems,
      text: [JSON.stringify({ hours }, null, 2), ...problems].join('\n'),
      exitCode: problems.length === 0 ? exitCodes.done : exitCodes.found,
    });
  },
};

function readHours(file: string, name: string): ImportedHours {
  try {
    const text = readFileSync(file, 'utf8');
    // Says where it is no JSON.
    new JsonDocument(text);
    return importHours(JSON.parse(text));
  } catch (error) {
    throw new CliError(exitCodes.usage, `${name}: ${describe(error as NodeJS.ErrnoException)}`);
  }
}

const describe = ({ code, message }: NodeJS.ErrnoException): string =>
  code === 'ENOENT' ? 'there is no such file' : message;

function findTimeZone(input: CommandInput): string {
  const named = input.values['time-zone'];
  if (typeof named === 'string') {
    if (isTimeZone(named)) return named;
    throw new CliError(
      exitCodes.usage,
      `--time-zone ${named}: is not a time zone of IANA`,
      '--time-zone Europe/Berlin',
    );
  }
  const ids = readTenantIds(input);
  checkTenantIds(ids, input);
  const { defaults, tenants } =
    ids.length === 0 ? { defaults: undefined, tenants: [] } : getTenants(input);
  const hours = tenants.find(({ id }) => id === ids[0])?.hours ?? defaults?.hours;
  if (hours !== undefined) return hours.timeZone;
  throw new CliError(
    exitCodes.usage,
    'neither --time-zone nor the hours of a --tenant name a time zone',
    '--time-zone Europe/Berlin',
  );
}
