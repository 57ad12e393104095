import { TENANT_ID_PATTERN } from '../config/tenant-id';
import type { PartFacts } from '../twilio/part-facts';

/** What one webhook leaves for the record of its phone call. */
export interface Part {
  /** The Function, as the log names it. */
  readonly name: string;
  readonly atMs: number;
  /** Whose call it was at that moment. */
  readonly tenantId: string;
  readonly outcome?: string | undefined;
  /** What the front door had found out, as addresses carry it. */
  readonly door?: string | undefined;
  /** Why the front door challenged or refused the caller. */
  readonly callerReason?: string | undefined;
  /** Whether Twilio began to record the call. */
  readonly isRecorded?: boolean | undefined;
  /** Whether people's phones began to ring. Another part tells how that went. */
  readonly isRinging?: boolean | undefined;
  readonly facts: PartFacts;
}

/** A Map for each phone call: it expires as a whole, and no call's traffic slows another's. */
export const nameCallMap = (callSid: string) => `switchboard-call-${callSid}`;

/** Twilio repeats no callback after so long, and no call lasts longer. */
export const PART_SECONDS = 86_400;

/** The key under which a call's Map says what was sent. */
export const SENT_KEY = 'sent';

const NAME = /^[a-z_]{1,40}$/;
const TEXT = /^[\w .:,/()'-]{1,120}$/;

/** Returns the parts in an item of Sync, or in an address; what cannot be read is left out. */
export function readParts(data: unknown): readonly Part[] {
  const { parts } = Object(data) as { parts?: unknown };
  return (Array.isArray(parts) ? parts : []).flatMap((value) => readPart(value) ?? []);
}

/** Returns undefined for what is no part. */
export function readPart(value: unknown): Part | undefined {
  const given = Object(value) as Readonly<Record<string, unknown>>;
  const text = (name: string, pattern = TEXT) => {
    const found = given[name];
    return typeof found === 'string' && pattern.test(found) ? found : undefined;
  };
  const [name, tenantId, atMs] = [
    text('name', NAME),
    text('tenantId', TENANT_ID_PATTERN),
    given['atMs'],
  ];
  if (name === undefined || tenantId === undefined) return undefined;
  if (typeof atMs !== 'number' || !Number.isFinite(atMs)) return undefined;
  return {
    name,
    atMs,
    tenantId,
    outcome: text('outcome'),
    door: text('door'),
    callerReason: text('callerReason'),
    isRecorded: given['isRecorded'] === true || undefined,
    isRinging: given['isRinging'] === true || undefined,
    facts: readFacts(given['facts']),
  };
}

/** Each fact's type. What is read back is checked like input. */
const FACT_TYPES: Readonly<Record<keyof PartFacts, 'string' | 'number' | 'boolean'>> = {
  vapiCallId: 'string',
  streamEvent: 'string',
  dialStatus: 'string',
  isBridged: 'boolean',
  dialSeconds: 'number',
  waitedSeconds: 'number',
  recordingSid: 'string',
  recordingStatus: 'string',
  recordingSeconds: 'number',
  destination: 'string',
  transfers: 'number',
  conferenceEvent: 'string',
  participant: 'string',
  callStatus: 'string',
  callSeconds: 'number',
  endedReason: 'string',
  talkSeconds: 'number',
  costUsd: 'number',
};

function readFacts(value: unknown): PartFacts {
  const given = Object(value) as Readonly<Record<string, unknown>>;
  const known = Object.entries(FACT_TYPES).filter(
    ([name, type]) => typeof given[name] === type && String(given[name]).length <= 120,
  );
  return Object.fromEntries(known.map(([name]) => [name, given[name]]));
}
