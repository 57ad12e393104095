import type { WebSocket } from 'ws';
import { FRAME_BYTES, makeTone } from '../twilio/mulaw';
import type { StandInCall } from './stand-in-call';

/** What the assistant says first; `{business}` becomes the call's businessName. */
const GREETING = 'Hello, this is {business}. How can I help you?';
const GOODBYE = 'Thank you for calling. Goodbye.';

/** Frames of the caller's voice that count as having been spoken to. */
const FRAMES_TO_HEAR = 10;

/** A message of Twilio's on the socket, as far as it matters here. */
interface TwilioMessage {
  readonly event: string;
  readonly streamSid?: string;
  readonly start?: { readonly callSid?: string };
  readonly mark?: { readonly name?: string };
}

/**
 * Holds the assistant's side of a conversation in the Media Streams protocol: greets, listens,
 * says goodbye, closes. Audio is a tone; the words travel as the name of the mark behind it.
 * @see https://www.twilio.com/docs/voice/media-streams/websocket-messages
 */
export function holdConversation(
  socket: WebSocket,
  call: StandInCall,
  { note, isEndless }: ConversationOptions,
): void {
  let streamSid: string | undefined;
  let isConnected = false;
  let isListening = false;
  let framesHeard = 0;

  const say = (words: string) => {
    const audio = makeTone(400);
    for (let at = 0; at < audio.length; at += FRAME_BYTES) {
      const payload = audio.subarray(at, at + FRAME_BYTES).toString('base64');
      socket.send(JSON.stringify({ event: 'media', streamSid, media: { payload } }));
    }
    socket.send(JSON.stringify({ event: 'mark', streamSid, mark: { name: words } }));
  };
  const greeting = GREETING.replace('{business}', call.businessName ?? 'your assistant');

  socket.on('message', (data: Buffer) => {
    const message = JSON.parse(data.toString()) as TwilioMessage;
    switch (message.event) {
      case 'connected':
        isConnected = true;
        break;
      case 'start':
        if (!isConnected) return socket.close(1002, 'start before connected');
        streamSid = message.streamSid;
        call.begin(message.start?.callSid);
        note(`the call's WebSocket is open; the assistant speaks`);
        return say(greeting);
      case 'mark':
        if (message.mark?.name === greeting) isListening = true;
        if (message.mark?.name === GOODBYE) {
          call.end('assistant-ended-call');
          socket.close(1000);
        }
        break;
      case 'media':
        if (!isListening || isEndless) return;
        framesHeard += 1;
        if (framesHeard !== FRAMES_TO_HEAR) return;
        note('the assistant has heard the caller and answers');
        return say(GOODBYE);
      case 'stop':
        call.end('customer-ended-call');
        break;
      default:
        break;
    }
  });
  socket.on('close', () => call.end('phone-call-provider-closed-websocket'));
}

/** How a conversation is held. */
interface ConversationOptions {
  readonly note: Note;
  /** Whether the assistant goes on listening until somebody else ends the call. */
  readonly isEndless: boolean;
}

/** Takes a sentence for the timeline. */
export type Note = (text: string) => void;
