import type { XmlElement } from '@rgrove/parse-xml';
import type { CallOptions } from './call-options';
import type { CallJournal } from './call-report';
import { checkTwiml, elementsOf } from './check-twiml';
import { readRetryRules, sendWithRetries } from './connection-overrides';
import { getWebhook, postWebhook, type WebhookAnswer, type WebhookForm } from './webhook';

/** A request from Twilio: where to, how, and with which additional parameters. */
export interface WebhookTarget {
  readonly url: string;
  readonly method: 'GET' | 'POST';
  readonly parameters: WebhookForm;
}

/** A document, or why there is none. */
type FetchedTwiml =
  | { readonly root: XmlElement }
  | { readonly root?: undefined; readonly error: string; readonly isAudio?: boolean };

/**
 * Sends the requests that Twilio makes for one call, and records what is wrong with the answers.
 */
export class CallRequests {
  readonly #options: CallOptions;
  readonly #journal: CallJournal;
  readonly #underWay = new Set<Promise<unknown>>();
  #lastPath: string | undefined;

  constructor(options: CallOptions, journal: CallJournal) {
    this.#options = options;
    this.#journal = journal;
  }

  /** Returns the document at an address; from the fallback URL if given and needed. */
  async fetchTwiml(
    target: WebhookTarget,
    form: WebhookForm,
    fallbackUrl?: string,
  ): Promise<XmlElement | undefined> {
    const fetched = await this.#fetchOnce(target, form);
    if (fetched.root !== undefined) return fetched.root;
    this.#journal.problem(fetched.error);
    if (fallbackUrl === undefined) return undefined;
    const parameters = { ErrorCode: fetched.error.slice(0, 5), ErrorUrl: target.url };
    return this.fetchTwiml({ url: fallbackUrl, method: 'GET', parameters }, form);
  }

  /** Returns what is played to somebody who waits: a document, or the audio file itself. */
  async fetchWait(
    target: WebhookTarget,
    form: WebhookForm,
  ): Promise<XmlElement | 'audio' | undefined> {
    const fetching = this.#fetchOnce(target, form);
    // A caller who leaves does not wait for the answer.
    this.#track(fetching);
    const fetched = await fetching;
    if (fetched.root !== undefined) return fetched.root;
    if (fetched.isAudio === true) return 'audio';
    this.#journal.problem(fetched.error);
    return undefined;
  }

  /** Sends a callback in the background. Twilio wants 204 as the answer, or TwiML. */
  notify(url: string, method: string | undefined, form: WebhookForm): Promise<void> {
    const telling = this.#tell({ url, method: readMethod(method), parameters: form });
    this.#track(telling);
    return telling;
  }

  /**
   * Reads the audio at an address, without call parameters; only the call's own host is ours to
   * ask.
   *
   * @returns whether there is audio
   */
  async checkAudio(url: string): Promise<boolean> {
    if (new URL(url).host !== new URL(this.#options.voiceUrl).host) return true;
    const problem = await this.#findAudioProblem(url);
    if (problem !== undefined) this.#journal.problem(problem);
    return problem === undefined;
  }

  /** Waits until every callback has been sent, and every waiting caller's request is answered. */
  async settle(): Promise<void> {
    while (this.#underWay.size > 0) await Promise.all(this.#underWay);
  }

  async #fetchOnce(target: WebhookTarget, form: WebhookForm): Promise<FetchedTwiml> {
    const { pathname } = new URL(target.url);
    this.#noteRequest(pathname);
    const parameters = { ...form, ...target.parameters };
    let answer: WebhookAnswer;
    try {
      answer = await this.#send({ ...target, parameters });
    } catch (error) {
      return { error: `11200 ${pathname}: ${(error as Error).message}` };
    }
    const { status, contentType, body, durationMs } = answer;
    this.#journal.firstAnswerMs ??= durationMs;
    const verbs = listVerbs(body);
    this.#journal.note('webhook', `${pathname} answers ${status}${verbs} in ${durationMs} ms`);
    if (status !== 200) return { error: `11200 ${pathname} answered ${status}` };
    const isAudio = contentType.startsWith('audio/');
    if (!isXml(contentType)) return { error: `12300 content type ${contentType}`, isAudio };
    return this.readTwiml(body);
  }

  /**
   * An address that is requested again, by a Redirect or a queue's next round, is no step of its
   * own.
   */
  #noteRequest(pathname: string): void {
    const isAgain = this.#lastPath === pathname;
    this.#lastPath = pathname;
    if (isAgain) this.#journal.note('webhook', `${pathname} is asked again`);
    else this.#journal.note('twilio', `asks ${pathname} what to do`);
  }

  /** Reads a document, and records what Twilio would only warn about. */
  readTwiml(xml: string): FetchedTwiml {
    const { root, problems } = checkTwiml(xml);
    if (root === undefined) return { error: problems.join('; ') };
    for (const problem of problems) this.#journal.problem(problem);
    return { root };
  }

  async #findAudioProblem(url: string): Promise<string | undefined> {
    const { pathname } = new URL(url);
    try {
      const { status, contentType } = await this.#send({ url, method: 'GET', parameters: {} });
      if (status !== 200) return `11200 ${pathname} answered ${status}`;
      if (!contentType.startsWith('audio/'))
        return `12300 ${pathname} is not audio: ${contentType}`;
      return undefined;
    } catch (error) {
      return `11200 ${pathname}: ${(error as Error).message}`;
    }
  }

  async #tell(target: WebhookTarget): Promise<void> {
    const { pathname } = new URL(target.url);
    try {
      const { status, contentType, body } = await this.#send(target);
      this.#journal.note('webhook', `${pathname} is called, and answers ${status}`);
      if (status >= 400) this.#journal.problem(`11200 ${pathname} answered ${status}`);
      const isReadable = isXml(contentType) && checkTwiml(body).root !== undefined;
      if (status < 400 && body !== '' && !isReadable) {
        this.#journal.problem(`15003 ${pathname} answered a callback with ${contentType}`);
      }
    } catch (error) {
      this.#journal.problem(`11200 ${pathname}: ${(error as Error).message}`);
    }
  }

  async #send(target: WebhookTarget): Promise<WebhookAnswer> {
    const { url, method, parameters } = target;
    const { authToken, get = getWebhook, post = postWebhook, headers } = this.#options;
    // Connection overrides are in the fragment, which is neither sent nor signed.
    const [address = ''] = url.split('#');
    const query = new URLSearchParams(parameters).toString();
    const separator = address.includes('?') ? '&' : '?';
    const send = () =>
      method === 'POST'
        ? post(address, parameters, authToken, headers?.())
        : get(query === '' ? address : address + separator + query, authToken, headers?.());
    const sending = sendWithRetries(readRetryRules(url), send, (reason) =>
      this.#journal.note('webhook', `asks ${new URL(address).pathname} once more after ${reason}`),
    );
    return this.#options.clock.during(sending);
  }

  #track(request: Promise<unknown>): void {
    this.#underWay.add(request);
    void request.finally(() => this.#underWay.delete(request));
  }
}

/** Returns the verbs of a document for the timeline: `: Say, Hangup`. */
function listVerbs(xml: string): string {
  const { root } = checkTwiml(xml);
  const names = root === undefined ? [] : elementsOf(root).map(({ name }) => name);
  return names.length === 0 ? '' : `: ${names.join(', ')};`;
}

/** Reads a method attribute. Twilio's default is POST. */
export function readMethod(method: string | undefined): 'GET' | 'POST' {
  return method?.toUpperCase() === 'GET' ? 'GET' : 'POST';
}

function isXml(contentType: string): boolean {
  return /^(text|application)\/xml\b/.test(contentType);
}
