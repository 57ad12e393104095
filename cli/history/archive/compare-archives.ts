import { idOf, readArchiveFile } from './archive-file';
import type { BuiltArchive } from './build-archive';
import type { ArchivedItem } from './archived-call';

/** How an archive that is about to be written differs from the one that is there. */
export type ArchiveChange =
  | { readonly kind: 'new' | 'same' }
  | {
      readonly kind: 'changed';
      readonly added: number;
      /** What only the old one has, or has the log of: a vendor has forgotten it, or was not asked. */
      readonly lost: readonly string[];
      /** How many calls and messages differ in each field. */
      readonly fields: Readonly<Record<string, number>>;
    };

/** @param file undefined = there is none */
export function compareArchives(file: string | undefined, built: BuiltArchive): ArchiveChange {
  if (file === undefined) return { kind: 'new' };
  const now = new Map(built.lines.map((line) => [idOf(JSON.parse(line) as ArchivedItem), line]));
  const fields: Record<string, number> = {};
  const lost: string[] = [];
  const manifest = readArchiveFile(file, (item, line) => {
    const id = idOf(item);
    const found = now.get(id);
    now.delete(id);
    if (found === line) return;
    const current = found === undefined ? undefined : (JSON.parse(found) as ArchivedItem);
    lost.push(...listLost(item, current));
    if (current === undefined) return;
    for (const name of listChanged(item, current)) fields[name] = (fields[name] ?? 0) + 1;
  });
  const isSame = JSON.stringify(manifest) === JSON.stringify(built.manifest);
  return isSame ? { kind: 'same' } : { kind: 'changed', added: now.size, lost, fields };
}

/**
 * What Vapi forgets first are its calls, while Twilio still lists their legs. The log is forgotten too,
 * or not read this time.
 */
function listLost(before: ArchivedItem, now: ArchivedItem | undefined): string[] {
  if (now === undefined) return [idOf(before)];
  if (before.kind !== 'call' || now.kind !== 'call') return [];
  const left = new Set(now.vapiCalls.map(({ vapiCallId }) => vapiCallId));
  const vapiCallIds = before.vapiCalls.map(({ vapiCallId }) => vapiCallId);
  return [
    ...vapiCallIds.filter((id) => !left.has(id)),
    ...(before.log !== null && now.log === null ? [before.callSid] : []),
  ];
}

function listChanged(before: ArchivedItem, now: ArchivedItem): string[] {
  const [one, other] = [before, now] as unknown as Record<string, unknown>[];
  return Object.keys({ ...one, ...other }).filter(
    (name) => JSON.stringify(one?.[name]) !== JSON.stringify(other?.[name]),
  );
}

/** Returns the change in words. */
export function describeChange(change: ArchiveChange): string {
  switch (change.kind) {
    case 'new':
      return 'written';
    case 'same':
      return 'unchanged: the file has the same bytes';
    case 'changed': {
      const { added, lost, fields } = change;
      const parts = [
        ...(added > 0 ? [`${added} added`] : []),
        ...Object.entries(fields).map(([name, count]) => `${name} of ${count}`),
        ...(lost.length > 0 ? [`${lost.length} lost`] : []),
      ];
      return `changed: ${parts.join(', ') || 'how it was written'}`;
    }
  }
}
