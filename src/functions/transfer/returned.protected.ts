import { buildRoundServices } from '../../runtime/transfer-services';
import { defineVoiceFunction } from '../../runtime/define-voice-function';
import { buildQueueingServices, findProbe } from '../../runtime/queue-services';
import { answerReturned } from '../../transfer/returned';
import { parseTransferCaller } from '../../twilio/transfer-events';
import { buildTransferUrls } from '../../twilio/transfer-round';

/**
 * `POST /transfer/returned`: what a caller gets after leaving the conference of a transfer, because
 * nobody took the call or the talk is over: the assistant again, the fallback, or a goodbye.
 */
export const handler = defineVoiceFunction({
  event: 'transfer_returned',
  parse: parseTransferCaller,
  async answer(caller, request) {
    const { answer, outcome } = await answerReturned(caller, {
      ...buildQueueingServices(caller, request),
      rest: buildRoundServices(request).rest,
      buildReturnedUrl: buildTransferUrls(request.origin ?? '', caller.round).returned,
    });
    return { answer, outcome, cookie: findProbe(answer) };
  },
});
