import { existsSync, mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import * as v from 'valibot';
import { CliError } from '../../core/cli-error';
import { exitCodes } from '../../core/exit-codes';
import { numberFields, type NumberChanges } from './number-settings';

const FOLDER = '.switchboard/numbers';
const SCHEMA_VERSION = 1;

const snapshotNumberSchema = v.object({
  sid: v.pipe(v.string(), v.regex(/^PN[0-9a-f]{32}$/i, 'is not the sid of a number')),
  phoneNumber: v.string(),
  tenantId: v.string(),
  fields: v.array(
    v.object({ field: v.picklist(numberFields), before: v.string(), after: v.string() }),
  ),
});

const snapshotSchema = v.object({
  schemaVersion: v.literal(SCHEMA_VERSION),
  takenAt: v.string(),
  accountSid: v.string(),
  domainName: v.string(),
  numbers: v.array(snapshotNumberSchema),
});

/** The settings of numbers before `numbers apply` changed them, and after. */
export type Snapshot = v.InferOutput<typeof snapshotSchema>;
export type SnapshotNumber = v.InferOutput<typeof snapshotNumberSchema>;

/** Returns the snapshot to keep before the changes are made. */
export function buildSnapshot(
  about: Pick<Snapshot, 'accountSid' | 'domainName'> & { readonly takenAt: Date },
  numbers: readonly NumberChanges[],
): Snapshot {
  return {
    schemaVersion: SCHEMA_VERSION,
    ...about,
    takenAt: about.takenAt.toISOString(),
    numbers: numbers.map(({ sid, phoneNumber, tenantId, changes }) => ({
      sid,
      phoneNumber,
      tenantId,
      fields: changes.map(({ field, now, willBe }) => ({ field, before: now, after: willBe })),
    })),
  };
}

/**
 * Writes a snapshot to disk, readable only for its owner: old URLs may hold passwords.
 * @returns its path below the project
 * @throws {CliError} if it cannot be written: then nothing may be changed
 */
export function keepSnapshot(projectFolder: string, snapshot: Snapshot): string {
  // No colons, which Windows does not allow in names. The order of names is the order of time.
  const file = `${FOLDER}/${snapshot.takenAt.replace(/[:.]/g, '-')}.json`;
  try {
    mkdirSync(path.join(projectFolder, FOLDER), { recursive: true, mode: 0o700 });
    writeFileSync(path.join(projectFolder, file), `${JSON.stringify(snapshot, null, 2)}\n`, {
      mode: 0o600,
      flag: 'wx',
      flush: true,
    });
  } catch (error) {
    throw new CliError(
      exitCodes.configuration,
      `the snapshot ${file} cannot be written (${(error as NodeJS.ErrnoException).code}); no number was changed`,
      `make ${FOLDER} a folder that you may write to`,
    );
  }
  return file;
}

/**
 * Deletes a snapshot under which nothing was changed, so that the newest one is of a real change.
 */
export function dropSnapshot(projectFolder: string, file: string): void {
  rmSync(path.join(projectFolder, file));
}

/** Returns the newest snapshot's path below the project. @throws {CliError} if there is none */
export function getNewestSnapshotFile(projectFolder: string): string {
  const newest = listSnapshotFiles(projectFolder).at(-1);
  if (newest !== undefined) return newest;
  throw new CliError(
    exitCodes.configuration,
    `${FOLDER} has no snapshot: numbers apply keeps one whenever it changes something`,
    'name the file by --snapshot',
  );
}

/** Returns the snapshot that was taken before the given one, if there is one. */
export function findOlderSnapshotFile(projectFolder: string, file: string): string | undefined {
  const files = listSnapshotFiles(projectFolder);
  const index = files.findIndex((name) => path.basename(name) === path.basename(file));
  return index > 0 ? files[index - 1] : undefined;
}

/** Returns every snapshot of the account, the newest first. @throws {CliError} if one cannot be read */
export function listSnapshots(projectFolder: string, accountSid: string): Snapshot[] {
  return listSnapshotFiles(projectFolder)
    .reverse()
    .map((file) => readSnapshot(projectFolder, file))
    .filter((snapshot) => snapshot.accountSid === accountSid);
}

/** Oldest first. */
function listSnapshotFiles(projectFolder: string): string[] {
  const folder = path.join(projectFolder, FOLDER);
  if (!existsSync(folder)) return [];
  return readdirSync(folder)
    .filter((name) => name.endsWith('.json'))
    .sort()
    .map((name) => `${FOLDER}/${name}`);
}

/**
 * Reads a snapshot; the path is absolute or below the project.
 * @throws {CliError} if it is missing or not a snapshot
 */
export function readSnapshot(projectFolder: string, file: string): Snapshot {
  let text: string;
  try {
    text = readFileSync(path.resolve(projectFolder, file), 'utf8');
  } catch (error) {
    throw new CliError(
      exitCodes.usage,
      `the snapshot ${file} cannot be read (${(error as NodeJS.ErrnoException).code})`,
      `ls ${FOLDER}`,
    );
  }
  const result = v.safeParse(snapshotSchema, parseJson(text));
  if (result.success) return result.output;
  const issue = result.issues[0];
  throw new CliError(
    exitCodes.configuration,
    `${file} is not a snapshot of numbers apply: ${v.getDotPath(issue) ?? 'the file'}: ${issue.message}`,
    `ls ${FOLDER}`,
  );
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
