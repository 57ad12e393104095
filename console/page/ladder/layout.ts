import type { Lane, StepMessage } from '../../protocol';
import type { LogEntry } from '../state';

export const LANES: readonly Lane[] = ['caller', 'twilio', 'functions', 'vapi', 'person'];

/** One row of the ladder. */
export type Row = ArrowRow | NoteRow | LogRow;

interface RowBase {
  readonly id: string;
  readonly atMs: number;
}

/** Something passes from one lane to another. */
export interface ArrowRow extends RowBase {
  readonly kind: 'request' | 'answer';
  readonly step: StepMessage;
  readonly from: Lane;
  readonly to: Lane;
  /** The lane at which it begins on the left, from 0, and over how many it reaches. */
  readonly left: number;
  readonly span: number;
  readonly points: 'left' | 'right';
}

/** Something happens at one lane. */
export interface NoteRow extends RowBase {
  readonly kind: 'note';
  readonly step: StepMessage;
  readonly left: number;
}

export interface LogRow extends RowBase {
  readonly kind: 'log';
  readonly entry: LogEntry;
}

/**
 * Returns the rows of a call in the order of time. A request with an answer has two: what happens
 * between them stands between them.
 */
export function layOut(steps: readonly StepMessage[], log: readonly LogEntry[]): Row[] {
  const rows = [...steps.flatMap(layOutStep), ...log.map(layOutEntry)];
  return rows.sort((a, b) => a.atMs - b.atMs);
}

function layOutStep(step: StepMessage): Row[] {
  const { id, atMs, from, to, request, response } = step;
  if (from === to) return [{ kind: 'note', id, atMs, step, left: LANES.indexOf(from) }];
  const first = layOutArrow(step, 'request', atMs);
  if (request === undefined || response === undefined) return [first];
  return [first, layOutArrow(step, 'answer', atMs + response.ms)];
}

function layOutArrow(step: StepMessage, kind: ArrowRow['kind'], atMs: number): ArrowRow {
  const [from, to] = kind === 'request' ? [step.from, step.to] : [step.to, step.from];
  const [start, end] = [LANES.indexOf(from), LANES.indexOf(to)];
  return {
    kind,
    id: `${step.id}-${kind}`,
    atMs,
    step,
    from,
    to,
    left: Math.min(start, end),
    span: Math.abs(end - start) + 1,
    points: end > start ? 'right' : 'left',
  };
}

const layOutEntry = (entry: LogEntry): LogRow => ({
  kind: 'log',
  id: entry.id,
  atMs: entry.atMs,
  entry,
});

/** Words that are heard, after who says them or in which language. */
const HEARD = /^\[(?:assistant|[a-z]{2,3}-[A-Z]{2})\] (.*)$/s;
/** Other sounds, after what makes them. */
const SOUNDS: readonly (readonly [pattern: RegExp, words: string])[] = [
  [/^\[hold\] .*$/, 'hold music'],
  [/^\[ringing\] (.*)$/, 'ringing, $1'],
  [/^\[person\] answers$/, 'a person answers'],
  [/^\[machine\] answers$/, 'a mailbox answers'],
  [/^\[(?:person|machine|carrier|audio|Twilio)\] /, ''],
];
/** What the caller does, without who does it. */
const DEED = /^(?:has|hangs|presses|leaves) /;
const REST_ROOT = /\/2010-04-01\/Accounts\/AC\w+(?=\/)|\/v1\/Services\/[\w-]+(?=\/Maps\/)/;
const SID = /\b([A-Z]{2})[0-9a-f]{32}\b/g;

/** Returns a step's title without what is the same everywhere: `DELETE /Recordings/RE….json`. */
export function shortenTitle({ title, from }: Pick<StepMessage, 'title' | 'from'>): string {
  const isDeed = from === 'caller' && DEED.test(title);
  const words = SOUNDS.reduce(
    (text, [pattern, by]) => text.replace(pattern, by),
    title.replace(HEARD, '“$1”'),
  );
  return `${isDeed ? 'the caller ' : ''}${words}`.replace(REST_ROOT, '').replace(SID, '$1…');
}

/** Returns what an answer says in a few words: `200 Say, Connect`. */
export function summariseAnswer({ response }: StepMessage): string {
  if (response === undefined) return '';
  if (response.status === 0) return 'no answer';
  const verbs = response.format === 'twiml' ? listVerbs(response.body) : [];
  return [response.status, verbs.join(', ')].filter((part) => part !== '').join(' ');
}

/** Returns the verbs of a pretty-printed document: what stands directly in Response. */
function listVerbs(twiml: string): string[] {
  const lines = twiml.split('\n').filter((line) => /^\s*<[A-Z]/.test(line));
  const indents = lines.map((line) => line.search(/\S/));
  const [root = 0] = indents;
  const depth = Math.min(...indents.filter((indent) => indent > root));
  return lines
    .filter((_line, at) => indents[at] === depth)
    .map((line) => /<(\w+)/.exec(line)?.[1] ?? '');
}
