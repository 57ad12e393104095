import type { Logger } from '../log/logger';
import type { TextStatus } from '../twilio/text-status';
import { explainTextError } from './text-errors';

/** Logs what became of a text message in the end. */
export function reportTextStatus(
  { status, errorCode, messageSid, to }: TextStatus,
  log: Logger,
): void {
  const { why, fix } = explainTextError(errorCode);
  switch (status) {
    case 'delivered':
      return log.info('text.delivered', 'A text has arrived', { to, messageSid });
    case 'undelivered':
    case 'failed':
      return log.warn('text.undelivered', 'A text to a caller has not arrived', {
        ...{ to, messageSid, status, errorCode, why, fix },
      });
    // On the way.
    default:
      return;
  }
}
