import type { CommandInput } from '../../core/command';
import { buildCommandLine } from '../../core/command-line';
import type { TwilioClient } from '../../core/twilio-client';
import type { NumberChanges } from './number-settings';
import { buildSnapshot, dropSnapshot, keepSnapshot, type Snapshot } from './snapshot';
import { isRefusedByTwilio, writeNumbers, type WrittenNumber } from './write-numbers';

export interface WrittenWithSnapshot {
  readonly written: readonly WrittenNumber[];
  /** The settings from before; undefined if nothing was changed. */
  readonly snapshotFile: string | undefined;
  /** Restores them. */
  readonly rollbackCommand: string | undefined;
}

/** Changes numbers once their old settings are safe. @throws {CliError} if these cannot be saved */
export async function writeWithSnapshot(
  { projectFolder, progress, values }: CommandInput,
  client: TwilioClient,
  about: Pick<Snapshot, 'accountSid' | 'domainName'>,
  numbers: readonly NumberChanges[],
): Promise<WrittenWithSnapshot> {
  const nothing = { snapshotFile: undefined, rollbackCommand: undefined };
  if (numbers.length === 0) return { written: [], ...nothing };
  const snapshot = buildSnapshot({ ...about, takenAt: new Date() }, numbers);
  const snapshotFile = keepSnapshot(projectFolder, snapshot);
  const written = await writeNumbers({ client, progress }, numbers);
  if (isRefusedByTwilio(written)) {
    dropSnapshot(projectFolder, snapshotFile);
    return { written, ...nothing };
  }
  const rollbackCommand = buildCommandLine('switchboard numbers rollback', {
    snapshot: snapshotFile,
    project: values['project'],
  });
  return { written, snapshotFile, rollbackCommand };
}
