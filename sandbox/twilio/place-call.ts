import { setTimeout as sleep } from 'node:timers/promises';
import type { XmlElement } from '@rgrove/parse-xml';
import { Timeline } from '../timeline';
import { checkTwiml, elementsOf } from './check-twiml';
import { runMediaStream, type StreamResult } from './media-stream';
import { makeSid } from '../sid';
import { buildVoiceForm, type PostWebhook, postWebhook, type WebhookForm } from './webhook';

/** A call to place, as Twilio would. */
export interface CallOptions {
  /** The called number's voice URL. */
  readonly voiceUrl: string;
  readonly authToken: string;
  readonly accountSid: string;
  readonly from: string;
  readonly to: string;
  readonly callSid?: string;
  readonly certificateAuthority?: string | undefined;
  /** How much faster than in life audio and pauses pass. */
  readonly speed?: number;
  readonly timeline?: Timeline;
  /** Another way to the voice URL than the network. */
  readonly post?: PostWebhook;
}

/** What became of a call. */
export interface CallReport {
  readonly callSid: string;
  /** Sentences of Twilio's voice, and of the assistant. */
  readonly heard: readonly string[];
  /** How each of the call's streams ended. */
  readonly streams: readonly StreamResult[];
  /** Milliseconds until the first TwiML. */
  readonly firstAnswerMs: number | undefined;
  /** What Twilio would have logged as an error, and silence. Empty = the call went well. */
  readonly problems: readonly string[];
  readonly timeline: Timeline;
}

/** More documents in one call than this are a loop. */
const MAX_DOCUMENTS = 30;

/** Places a call and runs its TwiML to the end. A caller who hears nothing is a problem. */
export async function placeCall(options: CallOptions): Promise<CallReport> {
  const call = new RunningCall(options);
  await call.run();
  return call.report();
}

/** Where the call goes on. */
type Next = { readonly url: string; readonly parameters: WebhookForm } | 'next-verb' | 'hangup';

class RunningCall {
  readonly #options: CallOptions;
  readonly #timeline: Timeline;
  readonly #form: WebhookForm;
  readonly #speed: number;
  readonly #callSid: string;
  readonly #heard: string[] = [];
  readonly #streams: StreamResult[] = [];
  readonly #problems: string[] = [];
  #firstAnswerMs: number | undefined;

  constructor(options: CallOptions) {
    this.#options = options;
    this.#timeline = options.timeline ?? new Timeline();
    this.#speed = options.speed ?? 1;
    this.#callSid = options.callSid ?? makeSid('CA');
    this.#form = buildVoiceForm({ ...options, callSid: this.#callSid });
  }

  async run(): Promise<void> {
    const { from, to, voiceUrl } = this.#options;
    this.#timeline.record('caller', `${from || '(no number)'} calls ${to}`);
    let next: Next = { url: voiceUrl, parameters: {} };
    for (let count = 0; typeof next === 'object'; count += 1) {
      if (count === MAX_DOCUMENTS) {
        this.#problem('the call loops');
        break;
      }
      next = await this.#runDocument(next.url, next.parameters);
    }
    if (this.#heard.length === 0) this.#problem('the caller heard nothing but silence');
    this.#timeline.record('caller', 'the call is over');
  }

  report(): CallReport {
    return {
      callSid: this.#callSid,
      heard: this.#heard,
      streams: this.#streams,
      firstAnswerMs: this.#firstAnswerMs,
      problems: this.#problems,
      timeline: this.#timeline,
    };
  }

  async #runDocument(url: string, parameters: WebhookForm): Promise<Next> {
    const root = await this.#fetchDocument(url, parameters);
    if (root === undefined) return this.#applicationError();
    for (const verb of elementsOf(root)) {
      const next = await this.#runVerb(verb, url);
      if (next !== 'next-verb') return next;
    }
    return 'hangup';
  }

  async #fetchDocument(url: string, parameters: WebhookForm): Promise<XmlElement | undefined> {
    const { pathname } = new URL(url);
    this.#timeline.record('twilio', `POST ${pathname}`);
    const form = { ...this.#form, ...parameters };
    const post = this.#options.post ?? postWebhook;
    const answer = await post(url, form, this.#options.authToken).catch((error: Error) => {
      this.#problem(`11200 ${pathname}: ${error.message}`);
      return undefined;
    });
    if (answer === undefined) return undefined;
    const { status, contentType, body, durationMs } = answer;
    this.#firstAnswerMs ??= durationMs;
    this.#timeline.record('twilio', `${pathname} answered ${status} in ${durationMs} ms`);
    if (status !== 200) return void this.#problem(`11200 ${pathname} answered ${status}`);
    if (!/^(text|application)\/xml\b/.test(contentType)) {
      return void this.#problem(`12300 content type ${contentType}`);
    }
    const { root, problems } = checkTwiml(body);
    for (const problem of problems) this.#problem(problem);
    return root;
  }

  /** What Twilio says when it cannot go on. To our users' callers it is as bad as silence. */
  #applicationError(): Next {
    this.#timeline.record('problem', 'Twilio: "We are sorry, an application error has occurred."');
    return 'hangup';
  }

  async #runVerb(verb: XmlElement, documentUrl: string): Promise<Next> {
    switch (verb.name) {
      case 'Say':
        this.#hear(`${verb.text}`, verb.attributes['language'] ?? 'en-US');
        return 'next-verb';
      case 'Pause':
        await sleep((Number(verb.attributes['length'] ?? 1) * 1_000) / this.#speed);
        return 'next-verb';
      case 'Redirect':
        return { url: new URL(verb.text.trim(), documentUrl).href, parameters: {} };
      case 'Hangup':
        return 'hangup';
      case 'Connect':
        return this.#runConnect(verb, documentUrl);
      default:
        this.#problem(`the sandbox cannot run ${verb.name}`);
        return 'next-verb';
    }
  }

  async #runConnect(connect: XmlElement, documentUrl: string): Promise<Next> {
    const stream = elementsOf(connect).find(({ name }) => name === 'Stream');
    if (stream === undefined) {
      this.#problem('the sandbox runs Connect with Stream only');
      return 'next-verb';
    }
    const customParameters = Object.fromEntries(
      elementsOf(stream).map(({ attributes }) => [attributes['name'], attributes['value'] ?? '']),
    ) as Record<string, string>;
    this.#timeline.record('twilio', "opens the WebSocket in Vapi's TwiML");
    const result = await runMediaStream({
      url: stream.attributes['url'] ?? '',
      accountSid: this.#options.accountSid,
      callSid: this.#callSid,
      customParameters,
      certificateAuthority: this.#options.certificateAuthority,
      speed: this.#speed,
      onHeard: (words) => this.#hear(words, 'assistant'),
    });
    this.#streams.push(result);
    if (result.outcome === 'failed') this.#problem(`${result.errorCode} the stream did not open`);
    else this.#timeline.record('twilio', 'the WebSocket is closed');

    const action = connect.attributes['action'];
    if (action === undefined) return 'next-verb';
    return { url: new URL(action, documentUrl).href, parameters: {} };
  }

  #hear(words: string, speaker: string): void {
    this.#heard.push(words);
    this.#timeline.record('heard', `[${speaker}] ${words}`);
  }

  #problem(text: string): void {
    this.#problems.push(text);
    this.#timeline.record('problem', text);
  }
}
