import type { WebSocket } from 'ws';
import type { Clock } from '../clock/clock';
import type { WireEnd } from '../clock/wire';
import { TRANSFER_TOOL_NAME } from '../../src/vapi/transfer-tool';
import { FRAME_BYTES, makeTone } from '../twilio/voice/mulaw';
import { answerTurn, wordsIn } from './assistant-words';
import { callTool, findTool, type StandInTool } from './call-tool';
import { LiveListener, readWish, type Turn } from './live-listener';
import type { StandInCall } from './stand-in-call';
import { askForPerson, type ToolExchange, type ToolScript } from './tool-script';

/** What the model gets if a tool's answer contains no result. */
const NO_RESULT = 'No result returned.';

/** Pieces of the caller's voice that count as having been spoken to. */
const PIECES_TO_HEAR = 2;

/** A message of Twilio's on the socket, as far as it matters here. */
interface TwilioMessage {
  readonly event: string;
  readonly streamSid?: string;
  readonly start?: { readonly callSid?: string };
  readonly mark?: { readonly name?: string };
  readonly media?: { readonly payload?: string };
  readonly dtmf?: { readonly digit?: string };
}

/**
 * Plays the assistant's side of a conversation in the Media Streams protocol: greets, listens,
 * calls the tool of the call's script if there is one, says goodbye, closes. Audio is a tone; the
 * words travel as the name of the mark after it.
 * @see https://www.twilio.com/docs/voice/media-streams/websocket-messages
 */
export function holdConversation(
  socket: WebSocket,
  call: StandInCall,
  options: ConversationOptions,
): void {
  const conversation = new Conversation(socket, call, options);
  options.end.onMessage((data) => {
    conversation.receive(JSON.parse((data as Buffer).toString()) as TwilioMessage);
  });
  socket.on('close', () => call.end('phone-call-provider-closed-websocket'));
}

class Conversation {
  readonly #socket: WebSocket;
  readonly #call: StandInCall;
  readonly #options: ConversationOptions;
  #streamSid: string | undefined;
  #isConnected = false;
  #isListening = false;
  /** Continues until the call's talk time is over. */
  #isTalking = false;
  #piecesHeard = 0;
  /** What comes once these words have been played. */
  #after: { readonly words: string; readonly act: () => void } | undefined;
  #script: ToolScript | undefined;
  /** Undefined = the caller is a script. */
  readonly #listener: LiveListener | undefined;

  constructor(socket: WebSocket, call: StandInCall, options: ConversationOptions) {
    this.#socket = socket;
    this.#call = call;
    this.#options = options;
    this.#script = call.script;
    if (call.live === undefined) return;
    const listener = new LiveListener(options.clock, (turn) => this.#reply(turn));
    this.#listener = listener;
    call.hearWords = (words) => listener.hearWords(words);
  }

  receive(message: TwilioMessage): void {
    switch (message.event) {
      case 'connected':
        this.#isConnected = true;
        break;
      case 'start':
        if (!this.#isConnected) return this.#options.end.close(1002);
        this.#streamSid = message.streamSid;
        this.#call.begin(message.start?.callSid);
        this.#options.note(`the call's WebSocket is open; the assistant speaks`);
        this.#limitTalk();
        return this.#say(this.#greeting, () => this.#listen());
      case 'mark':
        if (message.mark?.name === this.#after?.words) this.#after?.act();
        break;
      case 'media':
        if (this.#listener !== undefined) {
          if (!this.#isListening) return;
          return this.#listener.hearVoice(Buffer.from(message.media?.payload ?? '', 'base64'));
        }
        if (!this.#isListening || this.#options.isEndless || this.#isTalking) return;
        this.#piecesHeard += 1;
        if (this.#piecesHeard === PIECES_TO_HEAR) this.#answer();
        break;
      case 'dtmf':
        this.#listener?.hearKey(message.dtmf?.digit ?? '');
        break;
      case 'stop':
        // A caller whom a tool redirects has not hung up, and Vapi sees a socket that closes.
        if (this.#call.hasCalledTool) this.#call.end('phone-call-provider-closed-websocket');
        else this.#call.end('customer-ended-call');
        break;
      default:
        break;
    }
  }

  get #greeting(): string {
    const { firstMessage, businessName = 'your assistant' } = this.#call;
    return firstMessage ?? this.#words.greeting.replace('{business}', () => businessName);
  }

  get #words() {
    return wordsIn(this.#call.language);
  }

  #say(words: string, act: () => void): void {
    this.#isListening = false;
    this.#listener?.reset();
    this.#after = { words, act };
    const audio = makeTone(400);
    for (let at = 0; at < audio.length; at += FRAME_BYTES) {
      const payload = audio.subarray(at, at + FRAME_BYTES).toString('base64');
      this.#send({ event: 'media', media: { payload } });
    }
    this.#send({ event: 'mark', mark: { name: words } });
  }

  #send(message: object): void {
    this.#options.end.send({ ...message, streamSid: this.#streamSid });
  }

  #limitTalk(): void {
    const { talkMs } = this.#call;
    if (talkMs === undefined) return;
    this.#isTalking = true;
    const cancel = this.#options.clock.timer(talkMs, () => this.#sayGoodbye());
    this.#socket.once('close', cancel);
  }

  #sayGoodbye(): void {
    this.#say(this.#words.goodbye, () => {
      this.#call.end('assistant-ended-call');
      this.#options.end.close(1000);
    });
  }

  #listen(): void {
    this.#isListening = true;
    this.#piecesHeard = 0;
  }

  #answer(): void {
    const { note } = this.#options;
    const script = this.#script;
    this.#script = undefined;
    const tool = script && findTool(this.#call, script.tool);
    if (script !== undefined && tool !== undefined) return this.#beginTool(tool, script);
    note(
      script === undefined
        ? 'the assistant has heard the caller and answers'
        : `the assistant has no tool ${script.tool}`,
    );
    this.#sayGoodbye();
  }

  #reply(turn: Turn): void {
    switch (readWish(turn)) {
      case 'goodbye':
        return this.#sayGoodbye();
      case 'person':
        return this.#askForPerson();
      case 'heard': {
        const { language } = this.#call;
        const hasPeople = this.#findPeople() !== undefined;
        return this.#say(answerTurn(turn, { language, hasPeople }), () => this.#listen());
      }
    }
  }

  #askForPerson(): void {
    const people = this.#findPeople();
    if (people === undefined) {
      const { nobody, help } = this.#words;
      return this.#say(`${nobody} ${help}`, () => this.#listen());
    }
    const { tool, destination } = people;
    this.#beginTool(tool, askForPerson(destination, 'A caller at the console wants a person.'));
  }

  /** Returns how a person is asked for; undefined = the tenant transfers nobody. */
  #findPeople(): { readonly tool: StandInTool; readonly destination: string } | undefined {
    const tool = findTool(this.#call, TRANSFER_TOOL_NAME);
    const parameters = tool?.function?.parameters?.properties?.['destination'];
    const [destination] = parameters?.enum ?? [];
    return tool && destination ? { tool, destination } : undefined;
  }

  /**
   * Words that block are heard to their end before the request is sent; the filler never blocks.
   */
  #beginTool(tool: StandInTool, script: ToolScript): void {
    const start = tool.messages?.find(({ type }) => type === 'request-start');
    const isBlocking = start !== undefined && 'blocking' in start && start.blocking === true;
    const act = () => void this.#useTool(tool, script);
    this.#say(start?.content ?? this.#words.filler, isBlocking ? act : () => undefined);
    if (!isBlocking) act();
  }

  async #useTool(tool: StandInTool, script: ToolScript): Promise<void> {
    const { note } = this.#options;
    note(`the assistant calls ${script.tool}: ${JSON.stringify(script.arguments)}`);
    this.#call.hasCalledTool = true;
    const exchange = await callTool(this.#call, tool, script, this.#options.clock);
    const words = findError(exchange);
    note(`the tool answers ${exchange.status}: ${words ?? exchange.results[0]?.result}`);
    if (words === undefined) return;
    this.#call.hasCalledTool = false;
    this.#say(words, () => this.#listen());
  }
}

/** Returns what the assistant has to say to the caller; undefined after a result. */
function findError({ toolCallId, results }: ToolExchange): string | undefined {
  const own = results.find((result) => result.toolCallId === toolCallId);
  if (own?.result !== undefined && own.error === undefined) return undefined;
  return own?.error ?? NO_RESULT;
}

interface ConversationOptions {
  readonly clock: Clock;
  /** The assistant's end of the WebSocket. */
  readonly end: WireEnd;
  readonly note: Note;
  /** Whether the assistant keeps listening until somebody else ends the call. */
  readonly isEndless: boolean;
}

/** Gets a sentence for the timeline. */
export type Note = (text: string, actor?: 'vapi' | 'webhook') => void;
