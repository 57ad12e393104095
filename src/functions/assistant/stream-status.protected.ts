import { defineCallbackFunction } from '../../runtime/define-callback-function';
import { isStreamAlarm, parseStreamStatus } from '../../twilio/stream-status';

/**
 * `POST /assistant/stream-status`: the status callback of the assistant's stream. Answers 204 and
 * leaves one entry in the log for its start, stop and error.
 * @see https://www.twilio.com/docs/voice/twiml/stream
 */
export const handler = defineCallbackFunction(
  'stream_status',
  (event, { log }) => {
    const status = parseStreamStatus(event);
    if (isStreamAlarm(status)) log.warn('stream.failed', 'The stream failed', { ...status });
    else log.info('stream.reported', 'The stream started or stopped', { ...status });
  },
  { part: 'stream_status', carriesPart: true },
);
