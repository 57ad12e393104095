import type { Actor, Timeline } from '../../timeline/timeline';
import type { StreamResult } from './media-stream';
import type { CallStatus } from './call-status';
import type { PersonReport } from './person';
import type { QueueStay } from './queue-stay';

/** Whom a caller got to. `machine`: a dialled person's mailbox; `voicemail`: our own. */
export type Reached = 'assistant' | 'person' | 'machine' | 'voicemail';

export interface CallReport {
  readonly callSid: string;
  /** How the call ended. `busy`, `no-answer` and `canceled`: it was never answered. */
  readonly status: CallStatus;
  /** From the answer to the end; 0 = nothing is billed. */
  readonly billedSeconds: number;
  /** Sentences of Twilio's voice, and of the assistant; audio files by their path. */
  readonly heard: readonly string[];
  readonly streams: readonly StreamResult[];
  /** Whom the caller got to, in order. */
  readonly reached: readonly Reached[];
  /** The numbers that were dialled, in the order in which they finished. */
  readonly people: readonly PersonReport[];
  /** The queues that the caller was sent to, in the order in which they left them. */
  readonly queues: readonly QueueStay[];
  /** Recordings of the call that Start began. */
  readonly recordings: readonly CallRecording[];
  /** Milliseconds until the first TwiML. */
  readonly firstAnswerMs: number | undefined;
  /** When the caller first heard hold music or words in a conference, in ms of the timeline. */
  readonly heldAtMs: number | undefined;
  /** What Twilio would have logged as an error, and silence. Empty = the call went well. */
  readonly problems: readonly string[];
  readonly timeline: Timeline;
}

export interface CallRecording {
  readonly sid: string;
  readonly channels: 'mono' | 'dual';
  /** What the caller had heard when it began. */
  readonly heardBefore: readonly string[];
}

/** Records what happens to a call on all of its legs. */
export class CallJournal {
  readonly #timeline: Timeline;
  readonly #heard: string[] = [];
  readonly #problems: string[] = [];
  readonly streams: StreamResult[] = [];
  readonly reached: Reached[] = [];
  readonly people: PersonReport[] = [];
  readonly queues: QueueStay[] = [];
  readonly recordings: CallRecording[] = [];
  firstAnswerMs: number | undefined;
  heldAtMs: number | undefined;

  constructor(timeline: Timeline) {
    this.#timeline = timeline;
  }

  get heard(): readonly string[] {
    return [...this.#heard];
  }

  /** Milliseconds of the timeline, now. */
  get nowMs(): number {
    return this.#timeline.nowMs;
  }

  note(actor: Actor, text: string): void {
    this.#timeline.record(actor, text);
  }

  hear(words: string, speaker: string): void {
    this.#heard.push(words);
    this.note('heard', `[${speaker}] ${words}`);
  }

  problem(text: string): void {
    this.#problems.push(text);
    this.note('problem', text);
  }

  /** Ringing and hold music are sound too, but they help nobody. */
  measureSilence(): void {
    if (this.#heard.length > 0 || this.reached.length > 0) return;
    this.problem('the caller heard nothing but silence');
  }

  report(call: Pick<CallReport, 'callSid' | 'status' | 'billedSeconds'>): CallReport {
    const { streams, reached, people, queues, recordings, firstAnswerMs, heldAtMs } = this;
    const [heard, problems, timeline] = [this.#heard, this.#problems, this.#timeline];
    return {
      ...call,
      heard,
      streams,
      reached,
      people,
      queues,
      recordings,
      firstAnswerMs,
      heldAtMs,
      problems,
      timeline,
    };
  }
}
