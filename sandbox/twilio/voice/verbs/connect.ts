import type { XmlElement } from '@rgrove/parse-xml';
import { makeSid } from '../../formats/sid';
import { elementsOf } from '../check-twiml';
import { runMediaStream, type StreamResult } from '../media-stream';
import type { Next, RunVerb, RunningVerb } from '../leg';

/** What the stream's status callback gets. */
interface StreamEvent {
  readonly event: 'stream-started' | 'stream-stopped' | 'stream-error';
  readonly error?: string;
}

/**
 * Connects the leg to a two-way stream, until either side ends it.
 * @see https://www.twilio.com/docs/voice/twiml/stream
 */
export const runConnect: RunVerb = async (connect, context) => {
  const { leg, documentUrl } = context;
  const { journal, options } = leg.call;
  const stream = elementsOf(connect).find(({ name }) => name === 'Stream');
  if (stream === undefined) {
    journal.problem('the sandbox runs Connect with Stream only');
    return 'next-verb';
  }
  const streamSid = makeSid('MZ');
  // A stream that ends at once must not be reported as ended before it began.
  let telling = Promise.resolve();
  const notify = (streamEvent: StreamEvent) => {
    telling = telling.then(() => notifyStream(streamEvent, { stream, streamSid, context }));
    return telling;
  };
  const result = await openStream(stream, streamSid, context, notify);
  journal.streams.push(result);
  if (result.outcome === 'closed' && result.heardAudio) journal.reached.push('assistant');

  const reportEnd = async () => {
    for (const streamEvent of listEndEvents(result, context)) await notify(streamEvent);
  };
  const order = options.statusCallbackOrder ?? 'before-action';
  if (order !== 'after-action') await reportEnd();
  const afterFetch = () => {
    if (order !== 'before-action') void reportEnd();
  };
  const { action, method } = connect.attributes;
  const next: Next = action === undefined ? 'next-verb' : leg.goTo(action, documentUrl, { method });
  if (typeof next === 'object') return { ...next, afterFetch };
  afterFetch();
  return next;
};

async function openStream(
  stream: XmlElement,
  streamSid: string,
  { leg, signal }: RunningVerb,
  notify: (streamEvent: StreamEvent) => Promise<void>,
): Promise<StreamResult> {
  const { journal, options } = leg.call;
  const customParameters = Object.fromEntries(
    elementsOf(stream).map(({ attributes }) => [attributes['name'], attributes['value'] ?? '']),
  ) as Record<string, string>;
  journal.note('twilio', "opens the WebSocket in Vapi's TwiML");
  const closed = new AbortController();
  const result = await runMediaStream({
    url: stream.attributes['url'] ?? '',
    accountSid: leg.parties.accountSid,
    callSid: leg.parties.callSid,
    streamSid,
    customParameters,
    certificateAuthority: options.certificateAuthority,
    clock: options.clock,
    signal,
    hands: leg.hands,
    onHeard: (words) => leg.hear(words, 'assistant'),
    onOpen: () => {
      void notify({ event: 'stream-started' });
      const patienceMs = leg.hands.patienceMs('talk');
      if (patienceMs === undefined) return;
      void leg.wait(patienceMs, AbortSignal.any([signal, closed.signal])).then((isTime) => {
        if (isTime) leg.hangUp();
      });
    },
  });
  closed.abort();
  if (result.outcome === 'failed') journal.problem(`${result.errorCode} the stream did not open`);
  else journal.note('twilio', 'the WebSocket is closed');
  return result;
}

function listEndEvents(result: StreamResult, { leg, signal }: RunningVerb): StreamEvent[] {
  if (result.outcome === 'failed') {
    return [{ event: 'stream-error', error: `${result.errorCode} - Stream - Connection failed` }];
  }
  const isClosedByServer = !signal.aborted;
  const isReported = leg.call.options.isServerCloseReported === true && isClosedByServer;
  const error = '31921 - Stream - WebSocket - Close Error';
  return [
    ...(isReported ? [{ event: 'stream-error' as const, error }] : []),
    { event: 'stream-stopped' },
  ];
}

interface StreamToReport {
  readonly stream: XmlElement;
  readonly streamSid: string;
  readonly context: RunningVerb;
}

function notifyStream(
  { event, error }: StreamEvent,
  { stream, streamSid, context }: StreamToReport,
): Promise<void> {
  const { statusCallback, statusCallbackMethod, name } = stream.attributes;
  const { accountSid, callSid } = context.leg.parties;
  // The check of the document has found a relative address; Twilio then calls nobody.
  if (statusCallback === undefined || !URL.canParse(statusCallback)) return Promise.resolve();
  return context.leg.call.requests.notify(statusCallback, statusCallbackMethod, {
    AccountSid: accountSid,
    CallSid: callSid,
    StreamSid: streamSid,
    StreamName: name ?? streamSid,
    StreamEvent: event,
    ...(error === undefined ? {} : { StreamError: error }),
    Timestamp: context.leg.call.options.clock.now().toISOString(),
  });
}
