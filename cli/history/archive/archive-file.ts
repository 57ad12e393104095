import { createHash } from 'node:crypto';
import { closeSync, openSync, readSync } from 'node:fs';
import { StringDecoder } from 'node:string_decoder';
import type { Amounts } from '../usage/money';
import type { ArchivedItem } from './archived-call';
import { findUnusable } from './archived-item-schema';

/** The last line of an archive: what it holds, and the sum that proves it. */
export interface ArchiveManifest {
  readonly kind: 'manifest';
  readonly schemaVersion: 1;
  /** In UTC. */
  readonly day: string;
  readonly accountSid: string;
  /** Calls that began on this day, and their legs and calls at Vapi. */
  readonly calls: number;
  readonly outgoingLegs: number;
  readonly vapiCalls: number;
  readonly messages: number;
  readonly twilioMinutes: number;
  readonly vapiSeconds: number;
  readonly twilioCost: Amounts;
  readonly vapiCost: Amounts;
  /** What had no price yet when the archive was written. */
  readonly unpriced: number;
  readonly hasNumbers: boolean;
  readonly hasLogs: boolean;
  /** Lines before this one. */
  readonly lines: number;
  /** Of all bytes before this line. */
  readonly sha256: string;
}

/** Says what is wrong in which line, counted from 1. */
export class BrokenArchive extends Error {
  override readonly name = 'BrokenArchive';

  constructor(
    readonly line: number,
    message: string,
  ) {
    super(message);
  }
}

const CHUNK_BYTES = 256 * 1024;

/** Returns the lines of a file one by one: it may be larger than memory should hold. */
function* readLines(file: string): Generator<string> {
  const descriptor = openSync(file, 'r');
  try {
    const decoder = new StringDecoder('utf8');
    const chunk = Buffer.alloc(CHUNK_BYTES);
    let rest = '';
    for (;;) {
      const bytes = readSync(descriptor, chunk, 0, CHUNK_BYTES, null);
      if (bytes === 0) break;
      const lines = (rest + decoder.write(chunk.subarray(0, bytes))).split('\n');
      rest = lines.pop() ?? '';
      yield* lines;
    }
    if (rest !== '') yield rest;
  } finally {
    closeSync(descriptor);
  }
}

/**
 * Reads an archive to its end, and hands over each item.
 * @returns its manifest
 * @throws {BrokenArchive} if a line cannot be read, or the file is not what was written
 */
export function readArchiveFile(
  file: string,
  handle: (item: ArchivedItem, line: string) => void = () => undefined,
): ArchiveManifest {
  const hash = createHash('sha256');
  let number = 0;
  let manifest: ArchiveManifest | undefined;
  for (const line of readLines(file)) {
    number += 1;
    if (manifest !== undefined) throw new BrokenArchive(number, 'comes after the manifest');
    const item = parseLine(line, number);
    if (item.kind === 'manifest') manifest = checkManifest(item, number, hash.digest('hex'));
    else {
      hash.update(`${line}\n`);
      handle(item, line);
    }
  }
  if (manifest === undefined) throw new BrokenArchive(number + 1, 'the manifest is missing');
  return manifest;
}

/** The field that names each kind of item. */
const IDS: Readonly<Record<string, string>> = {
  call: 'callSid',
  'vapi-call': 'vapiCallId',
  message: 'messageSid',
  manifest: 'sha256',
};

export function idOf(item: ArchivedItem): string {
  return String((item as unknown as Record<string, unknown>)[IDS[item.kind] ?? '']);
}

function parseLine(line: string, number: number): ArchivedItem | ArchiveManifest {
  let value: unknown;
  try {
    value = JSON.parse(line);
  } catch {
    throw new BrokenArchive(number, 'is no JSON');
  }
  const fields = Object(value) as Readonly<Record<string, unknown>>;
  const id = IDS[String(fields['kind'])];
  if (id === undefined || typeof fields[id] !== 'string') {
    throw new BrokenArchive(number, 'is neither a call, a message nor the manifest');
  }
  if (fields['kind'] === 'manifest') return value as ArchiveManifest;
  const unusable = findUnusable(value);
  if (unusable === undefined) return value as ArchivedItem;
  throw new BrokenArchive(number, `cannot be counted: ${unusable}`);
}

function checkManifest(manifest: ArchiveManifest, number: number, sha256: string): ArchiveManifest {
  const { schemaVersion } = manifest as { readonly schemaVersion: unknown };
  if (schemaVersion !== 1) throw new BrokenArchive(number, 'has a version that is not known here');
  if (manifest.lines !== number - 1) {
    throw new BrokenArchive(number, `counts ${manifest.lines} lines, not ${number - 1}`);
  }
  if (manifest.sha256 === sha256) return manifest;
  throw new BrokenArchive(number, 'has another checksum: a line before it was changed');
}
