import type { CallFacts } from './call-facts';
import { type FoundMessage, findMessages } from './call-facts';
import type { Part } from './part';
import type { Talk } from './timeline';

/** What a webhook's outcome means, as a sentence. One without a sentence says nothing new. */
const SENTENCES: Readonly<Record<string, Readonly<Record<string, string>>>> = {
  front: {
    rejected: 'The call was rejected.',
    busy: 'The caller heard a busy signal.',
    refused: 'The caller was told that the call is not taken.',
    voicemail: 'The caller was asked for a message.',
    closed: 'The caller heard that the business is closed.',
    challenged: 'The caller was asked to press a key.',
    'people-rung': "People's phones rang first.",
    'language-asked': 'The caller was asked for a language.',
    'consent-asked': 'The caller was asked about recording.',
    queued: 'All slots were taken: the caller joined the queue.',
    'caller-left': 'The caller hung up.',
    'own-leg': 'A number that we ring forwarded the call back to us.',
    outage: 'The fallback began, because the assistant is switched off.',
  },
  queue_left: {
    callback: 'The caller asked to be called back.',
    voicemail: 'The caller left the queue for a message.',
    hangup: 'The caller hung up in the queue.',
    fallback: 'The caller left the queue for the fallback.',
  },
  assistant_ended: {
    queued: 'The assistant was gone, and the caller joined the queue.',
    fallback: 'The assistant was gone, and the fallback began.',
    reconnected: 'The stream broke, and the assistant was asked once more.',
  },
  fallback: {
    busy: 'People were rung, and were busy.',
    'no-answer': 'People were rung, and nobody took the call.',
    machine: 'People were rung, and a machine answered.',
    failed: 'People could not be rung.',
    canceled: 'People were rung, and nobody took the call.',
    'caller-left': 'The caller hung up while people were rung.',
  },
  voicemail_recorded: { silence: 'The caller left no message.' },
  transfer_returned: {
    accepted: 'A person took the transfer.',
    declined: 'A person declined the transfer.',
    'no-answer': 'Nobody took the transfer.',
    busy: 'The people of the transfer were busy.',
    machine: 'A machine answered the transfer.',
    failed: 'The transfer failed.',
  },
  queue_callback: {
    asked: 'We called the caller back.',
    declined: 'The person who answered did not press the key.',
    fallback: 'No assistant could answer, and the fallback began.',
  },
};

interface Moment {
  readonly atMs: number;
  readonly text: string;
}

/** Returns what happened, in order, one sentence each. */
export function describePath({ parts }: CallFacts, talks: readonly Talk[]): readonly string[] {
  const messages = findMessages(parts);
  const moments: Moment[] = [
    ...parts.flatMap((part) => describePart(part) ?? []),
    ...talks.map((talk) => ({ atMs: talk.atMs, text: describeTalk(talk) })),
    ...messages.map((message) => ({
      atMs: timeOf(message, parts),
      text: describeMessage(message),
    })),
  ];
  const texts = moments.sort((one, other) => one.atMs - other.atMs).map(({ text }) => text);
  return texts.filter((text, index) => text !== texts[index - 1]);
}

function describePart({ name, outcome = '', atMs }: Part): Moment | undefined {
  const isFront = name === 'incoming_call' || name === 'front_door';
  const sentences = SENTENCES[isFront ? 'front' : name];
  const text = sentences?.[outcome] ?? (isFront ? explainFallback(outcome) : undefined);
  return text === undefined ? undefined : { atMs, text };
}

/** Outcomes that need no sentence: the talk that follows has one. */
const SILENT = new Set(['assistant', 'passes-queue', 'people-answered']);

/** Every other outcome of the front is why no assistant could answer. */
function explainFallback(outcome: string): string | undefined {
  return SILENT.has(outcome) || outcome === ''
    ? undefined
    : `No assistant could answer (${outcome}), and the fallback began.`;
}

function describeTalk({ by, seconds }: Talk): string {
  const who = by === 'assistant' ? 'The assistant' : 'A person';
  const length = seconds === undefined ? '' : ` for ${seconds} s`;
  return `${who} talked with the caller${length}.`;
}

function describeMessage({ seconds }: FoundMessage): string {
  const length = seconds === undefined ? '' : ` of ${seconds} s`;
  return `The caller left a message${length}.`;
}

function timeOf({ recordingSid }: FoundMessage, parts: readonly Part[]): number {
  return parts.find(({ facts }) => facts.recordingSid === recordingSid)?.atMs ?? 0;
}
