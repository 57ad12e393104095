import { createHash } from 'node:crypto';
import { TENANT_ID_PATTERN } from '../config/tenant-id';
import { isE164 } from '../phone/e164';

/**
 * A tenant file opened for lookups by number or id.
 *
 * The build writes the file as JSON with one tenant per line of text. A lookup searches the bytes
 * for the number and parses only that line, so the 40,000th tenant costs no more than the first,
 * and a broken tenant harms nobody else. The values are unchecked.
 */
export interface OpenTenantFile {
  readonly defaults: unknown;
  /** Names the checks that the file has been through; undefined = none. */
  readonly checkedBy: unknown;
  /** Equal for files that hold the same tenants, whatever checks they have been through. */
  readonly readHash: () => string;
  readonly findEntry: (calledNumber: string) => Record<string, unknown> | undefined;
  /** Returns every tenant, undefined for one that cannot be read. Parses the whole file. */
  readonly listEntries: () => (Record<string, unknown> | undefined)[];
  /** Returns the tenant with this id. No caller waits for this, so what it finds is not kept. */
  readonly findEntryById: (id: string) => Record<string, unknown> | undefined;
}

/** How a file in the build's form begins. Any other file is parsed before it is searched. */
const FORM = '{"format":"switchboard-tenants-1",';
const HEAD_END = '"tenants":[\n';

/**
 * What the build adds about its checks. Two texts that differ only in this hold the same tenants.
 */
export const CHECKS_MARK = /(?<=^\{"format":"switchboard-tenants-1",)"checkedBy":"[^"]*",/;

/** Returns the file's text in the form that `openTenantFile` searches without parsing it whole. */
export function formatTenantFile(file: {
  defaults?: unknown;
  tenants: readonly unknown[];
  checkedBy?: string;
}): string {
  const lines = file.tenants.map((tenant) => JSON.stringify(tenant));
  const defaults = JSON.stringify(file.defaults ?? {});
  const checked = file.checkedBy === undefined ? '' : `"checkedBy":"${file.checkedBy}",`;
  return `${FORM}${checked}"defaults":${defaults},${HEAD_END}${lines.join(',\n')}\n]}\n`;
}

/**
 * Opens a tenant file, in the build's form or any other JSON form.
 * @throws {SyntaxError} if the text is not JSON
 * @throws {TypeError} if the JSON has no list of tenants
 */
export function openTenantFile(bytes: Buffer): OpenTenantFile {
  if (bytes.subarray(0, FORM.length).toString() !== FORM) return openTenantFile(reformat(bytes));
  const headLength = bytes.indexOf(HEAD_END) + HEAD_END.length;
  const head = JSON.parse(`${bytes.subarray(0, headLength).toString()}]}`) as {
    defaults: unknown;
    checkedBy?: unknown;
  };
  const found = new Map<string, Record<string, unknown>>();
  return {
    defaults: head.defaults,
    checkedBy: head.checkedBy,
    readHash: () => hashText(bytes.toString().replace(CHECKS_MARK, '')),
    findEntry: (calledNumber) => {
      const entry = found.get(calledNumber) ?? findLine(bytes, headLength, calledNumber);
      if (entry !== undefined) found.set(calledNumber, entry);
      return entry;
    },
    listEntries: () => listLines(bytes, headLength).map(parseLine),
    findEntryById: (id) =>
      TENANT_ID_PATTERN.test(id)
        ? searchLines(bytes, headLength, `"id":"${id}"`, (entry) => entry['id'] === id)
        : undefined,
  };
}

/** Twelve digits tell two files apart, and are short enough to compare by eye. */
const HASH_DIGITS = 12;

const hashText = (text: string): string =>
  createHash('sha256').update(text).digest('hex').slice(0, HASH_DIGITS);

function reformat(bytes: Buffer): Buffer {
  const parsed: unknown = JSON.parse(bytes.toString());
  if (!isRecord(parsed) || !Array.isArray(parsed['tenants'])) {
    throw new TypeError('the tenant file has no list "tenants"');
  }
  return Buffer.from(
    formatTenantFile({ defaults: parsed['defaults'], tenants: parsed['tenants'] }),
  );
}

/**
 * A number may also appear elsewhere in a tenant, as one to be dialled: only `numbers` claims it.
 */
function findLine(
  bytes: Buffer,
  from: number,
  calledNumber: string,
): Record<string, unknown> | undefined {
  if (!isE164(calledNumber)) return undefined;
  return searchLines(
    bytes,
    from,
    `"${calledNumber}"`,
    ({ numbers }) => Array.isArray(numbers) && numbers.includes(calledNumber),
  );
}

/** Returns the first entry whose line of text contains the search text and that really matches. */
function searchLines(
  bytes: Buffer,
  from: number,
  text: string,
  isMeant: (entry: Record<string, unknown>) => boolean,
): Record<string, unknown> | undefined {
  for (let at = bytes.indexOf(text, from); at !== -1; at = bytes.indexOf(text, at + 1)) {
    const start = bytes.lastIndexOf('\n', at) + 1;
    const end = bytes.indexOf('\n', at);
    const entry = parseLine(bytes.subarray(start, end).toString());
    if (entry !== undefined && isMeant(entry)) return entry;
  }
  return undefined;
}

/** The last line closes the list. */
function listLines(bytes: Buffer, from: number): string[] {
  const lines = bytes.subarray(from).toString().split('\n');
  return lines.filter((line) => line !== '' && line !== ']}');
}

function parseLine(line: string): Record<string, unknown> | undefined {
  try {
    const entry: unknown = JSON.parse(line.replace(/,$/, ''));
    return isRecord(entry) ? entry : undefined;
  } catch {
    return undefined;
  }
}

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
