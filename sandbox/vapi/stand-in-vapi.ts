import { once } from 'node:events';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import { text } from 'node:stream/consumers';
import { buildCertificates } from '../servers/certificates';
import { Clock } from '../clock/clock';
import { type WatchExchange, watchAnswer } from '../servers/exchange';
import { readAddress } from '../../console/guard';
import { listen, stop } from '../servers/listen';
import { applyFault } from './apply-fault';
import type { Note } from './assistant-voice';
import { findAccessError, keyOf } from './access';
import { answerAnalytics } from './analytics';
import { CallArchive } from './call-archive';
import { buildMonitor, type ControlCommand, findControlledId, obeyCommand } from './call-control';
import { CallFaults, nameCallSid } from './call-faults';
import { findCallError, type Organisation, vapiError } from './call-rules';
import { CallStreams, STREAM_TWIML } from './call-streams';
import { buildFullRefusal, endWithoutSlot, type FullAnswer } from './full-answers';
import { parseJson, sendError, sendJson } from './json-answers';
import { Slots } from './slots';
import { type AnswerFault, describeFault, type Fault } from './faults';
import { ServerMessages } from './server-messages';
import { type LiveCaller, StandInCall } from './stand-in-call';
import { StandInResources } from './stand-in-resources';
import type { ToolScript } from './tool-script';

export interface StandInOptions {
  readonly organisation: Organisation;
  /** Calls that Vapi holds at once before it is full. Default 10. */
  readonly slots?: number;
  /** Who has so many: all keys together, or each key as an organisation of its own. */
  readonly slotsSharedBy?: 'organisation' | 'key';
  /** A call to which no stream comes is given up after this; by default it is held forever. */
  readonly noStreamAfterMs?: number;
  /** By which assistants talk. Default: this machine's time, for a world without callers. */
  readonly clock?: Clock;
  readonly note?: Note;
}

/**
 * Vapi on this machine: its HTTP API and the WebSockets of its calls. It refuses what the live API
 * refuses, as far as that is known, and fails on request.
 */
export class StandInVapi {
  readonly calls: StandInCall[] = [];
  /** `POST /call` requests that arrived, refused ones included. */
  postCount = 0;
  /** Connections that were opened to the API. */
  connectionCount = 0;
  readonly nextFaults: Fault[] = [];
  /** The fault of every request, while it is set. */
  standingFault: Fault | undefined;
  readonly callFaults = new CallFaults();
  /** What requests about single calls carry besides what Vapi sends, by their CallSid. */
  readonly callHeaders = new Map<string, () => Readonly<Record<string, string>>>();
  /** CallSids of callers at the console. */
  readonly liveCalls = new Map<string, LiveCaller>();
  /** Gets the requests that arrive. */
  onRequest: WatchExchange = () => {};
  /** What the assistants of the next calls do, one each. */
  readonly nextScripts: ToolScript[] = [];
  /** How long the assistants of the next calls talk, one each. */
  readonly nextTalkMs: number[] = [];
  /** How long every other assistant talks; undefined = until it has heard the caller once. */
  talkMs: number | undefined;
  /** What is answered when all slots are taken; may be changed at any time. */
  fullAnswer: FullAnswer = 'limit';
  /** Faults for the next look-ups of assistants and the like, one each. */
  readonly nextLookupFaults: Fault[] = [];
  /** The fault of every look-up, while it is set. */
  standingLookupFault: Fault | undefined;
  /** `GET /call/{id}` requests that arrived. */
  callLookupCount = 0;
  /** Calls of before, which are in the list only. */
  readonly archive = new CallArchive();
  /** Queries of `GET /call` that arrived, in order. */
  readonly listQueries: string[] = [];
  /** Faults for the next `GET /call`, one each. */
  readonly nextListFaults: AnswerFault[] = [];
  /** Faults for the next `GET /call/{id}`, one each. */
  readonly nextCallLookupFaults: AnswerFault[] = [];
  /** The fault of every `GET /call/{id}`, while it is set. */
  standingCallLookupFault: AnswerFault | undefined;
  /** The fault of everything that is read with a key, by the key. */
  readonly keyFaults = new Map<string, AnswerFault>();
  /** What was sent to the control addresses of calls, in order. */
  readonly commands: ControlCommand[] = [];
  /** What the servers of its calls get. */
  readonly messages: ServerMessages;
  readonly clock: Clock;
  /** How far the clock of its answers is ahead of this machine's. */
  clockAheadMs = 0;
  /** The assistants, squads, workflows and phone numbers of the organisation. */
  readonly resources: StandInResources;
  apiUrl = '';
  /** Prefix of calls' control addresses: another host than the API's, as in life. */
  controlUrl = '';
  /** `localhost:port` of the WebSockets. */
  streamHost = '';
  /** The authority that vouches for the WebSockets' certificate, PEM. */
  certificateAuthority = '';

  readonly #options: StandInOptions;
  readonly #api = createServer((request, response) => {
    void this.clock.during(once(response, 'close'));
    void this.#handle(request, response);
  });
  #streams: CallStreams | undefined;
  readonly #lines = new Map<string, Slots>();

  private constructor(options: StandInOptions) {
    this.#options = options;
    this.resources = new StandInResources(options.organisation);
    this.clock = options.clock ?? new Clock({ pace: 1 });
    this.messages = new ServerMessages(this.clock, this.#note);
    this.#api.on('connection', () => (this.connectionCount += 1));
  }

  /** Starts a stand-in on free ports of loopback. */
  static async start(options: StandInOptions): Promise<StandInVapi> {
    const standIn = new StandInVapi(options);
    const certificates = await buildCertificates(['localhost']);
    standIn.certificateAuthority = certificates.caCertificate;
    const findCall = (id: string) => standIn.calls.find((call) => call.id === id);
    standIn.#streams = new CallStreams(certificates, findCall, standIn.clock, standIn.#note);
    const port = await listen(standIn.#api);
    standIn.apiUrl = `http://127.0.0.1:${port}`;
    standIn.controlUrl = `http://localhost:${port}`;
    standIn.streamHost = await standIn.#streams.start();
    return standIn;
  }

  /** Breaks the idle connections silently, like a server that has dropped them. */
  dropConnections(): void {
    this.#api.closeAllConnections();
  }

  /** The slots of a key; of the organisation's own where none is named. */
  slotsOf(apiKey = this.resources.organisation.apiKey): Slots {
    const { slots = 10, slotsSharedBy = 'organisation' } = this.#options;
    const owner = slotsSharedBy === 'key' ? apiKey : '';
    const found = this.#lines.get(owner) ?? new Slots(slots, this.clock);
    this.#lines.set(owner, found);
    return found;
  }

  async stop(): Promise<void> {
    this.clock.go();
    await this.messages.stop();
    await stop(this.#api);
    await this.#streams?.stop();
  }

  readonly #note: Note = (text, actor) => this.#options.note?.(text, actor);

  async #handle(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const { pathname, searchParams } = readAddress(request) ?? new URL('http://localhost');
    const body = await text(request).catch(() => '');
    watchAnswer(request, response, body, (exchange) => this.onRequest(exchange));
    response.setHeader('Date', new Date(Date.now() + this.clockAheadMs).toUTCString());
    const controlledId = request.method === 'POST' ? findControlledId(pathname) : undefined;
    if (controlledId !== undefined) return this.#control(controlledId, request, response, body);
    const error = findAccessError(request, this.resources.organisation);
    if (error) return sendError(response, error);
    const keyFault = this.keyFaults.get(keyOf(request) ?? '');
    if (keyFault && request.method === 'GET' && (await applyFault(keyFault, request, response)))
      return;
    const isCreated = request.method === 'POST' && pathname === '/call';
    if (isCreated) return this.#createCall(request, response, body);
    if (request.method === 'POST' && pathname === '/analytics') {
      const answer = answerAnalytics(parseJson(body), this.archive.listAll());
      if ('error' in answer) return sendError(response, answer.error);
      return sendJson(response, 200, answer.results);
    }
    if (request.method === 'GET' && pathname === '/call') {
      return this.#listCalls(request, response, searchParams);
    }
    const lookup = this.resources.answer(request, pathname);
    if (lookup) {
      const fault = this.nextLookupFaults.shift() ?? this.standingLookupFault;
      if (fault && (await applyFault(fault, request, response))) return;
      return 'error' in lookup
        ? sendError(response, lookup.error)
        : sendJson(response, 200, lookup.found);
    }
    const callId = request.method === 'GET' && /^\/call\/([^/]+)$/.exec(pathname)?.[1];
    if (callId) return this.#showCall(request, response, callId);
    // Only calls of the past are erased: it is no hang-up.
    const erasedId = request.method === 'DELETE' && /^\/call\/([^/]+)$/.exec(pathname)?.[1];
    if (erasedId && this.archive.remove(erasedId)) return sendJson(response, 200, { id: erasedId });
    sendError(response, vapiError(404, 'Not Found', `Cannot ${request.method} ${pathname}`));
  }

  async #listCalls(
    request: IncomingMessage,
    response: ServerResponse,
    query: URLSearchParams,
  ): Promise<void> {
    this.listQueries.push(query.toString());
    const fault = this.nextListFaults.shift();
    if (fault && (await applyFault(fault, request, response))) return;
    const answer = this.archive.list(query, this.calls);
    if ('error' in answer) sendError(response, answer.error);
    else sendJson(response, 200, answer.calls);
  }

  async #showCall(request: IncomingMessage, response: ServerResponse, id: string): Promise<void> {
    this.callLookupCount += 1;
    const call = this.calls.find((candidate) => candidate.id === id);
    const planned = this.callFaults.findLookupFault(call?.request);
    const fault = this.nextCallLookupFaults.shift() ?? planned ?? this.standingCallLookupFault;
    if (fault) {
      this.#note(`GET /call meets a fault: ${fault.kind}`);
      if (await applyFault(fault, request, response)) return;
    }
    const shown = call?.toResource() ?? this.archive.find(id);
    if (shown) return sendJson(response, 200, shown);
    sendError(response, vapiError(404, 'Not Found', `Couldn't find call ${id}`));
  }

  #control(id: string, { headers }: IncomingMessage, response: ServerResponse, body: string): void {
    const call = this.calls.find((candidate) => candidate.id === id);
    if (!call) return sendError(response, vapiError(404, 'Not Found', `Couldn't find call ${id}`));
    const command = obeyCommand(call, parseJson(body), headers.authorization);
    this.commands.push(command);
    this.#note(`takes the command ${command.type ?? '(none)'} to a call`);
    sendJson(response, 200, {});
  }

  async #createCall(
    request: IncomingMessage,
    response: ServerResponse,
    body: string,
  ): Promise<void> {
    this.postCount += 1;
    const slots = this.slotsOf(keyOf(request));
    slots.countPost();
    const parsed = parseJson(body);
    const fault =
      this.nextFaults.shift() ?? this.callFaults.findFault(parsed) ?? this.standingFault;
    if (fault) {
      this.#note(`is asked for a call (POST /call), and fails: ${describeFault(fault)}`);
      if (await applyFault(fault, request, response)) return;
    }
    const full = slots.isFull ? this.fullAnswer : undefined;
    const error =
      findCallError(parsed, this.resources.organisation) ?? (full && buildFullRefusal(full));
    if (error) {
      this.#note(`POST /call is refused: ${error.status} ${JSON.stringify(error.body)}`);
      return sendJson(response, error.status, error.body);
    }
    const call = new StandInCall(parsed as Record<string, unknown>, {
      clock: this.clock,
      fault,
      script: this.nextScripts.shift(),
      headers: this.callHeaders.get(nameCallSid(parsed)),
      live: this.liveCalls.get(nameCallSid(parsed)),
      talkMs: full === undefined ? (this.nextTalkMs.shift() ?? this.talkMs) : undefined,
      onStatus: (changed) => this.messages.notify(changed),
    });
    this.calls.push(call);
    if (full !== undefined) {
      const limits = slots.describe();
      return sendJson(
        response,
        201,
        endWithoutSlot(call, full, limits, this.#fill(STREAM_TWIML, call)),
      );
    }
    slots.give(call);
    this.#watchForStream(call);
    this.#note('is asked for a call (POST /call), and makes one with a WebSocket of its own');
    const twiml = this.#fill(fault?.kind === 'twiml' ? fault.twiml : STREAM_TWIML, call);
    const fields = fault?.kind === 'fields' ? fault.fields : {};
    if (fields['status'] === 'ended') call.end(String(fields['endedReason']));
    const answer = {
      ...call.toResource(),
      monitor: buildMonitor(this, call),
      subscriptionLimits: slots.describe(),
      phoneCallProviderDetails: { twiml },
      ...fields,
    };
    const httpStatus = fault?.kind === 'fields' ? fault.httpStatus : undefined;
    sendJson(response, httpStatus ?? 201, JSON.parse(this.#fill(JSON.stringify(answer), call)));
  }

  #fill(text: string, call: StandInCall): string {
    return text.replaceAll('{streamUrl}', `wss://${this.streamHost}/${call.id}/transport`);
  }

  /** A call that nobody streams to does not keep its slot. */
  #watchForStream(call: StandInCall): void {
    const { noStreamAfterMs } = this.#options;
    if (noStreamAfterMs === undefined) return;
    const giveUp = () => {
      if (!call.hasStream) call.end('phone-call-provider-bypass-enabled-but-no-call-received');
    };
    this.clock.timer(noStreamAfterMs, giveUp);
  }
}
