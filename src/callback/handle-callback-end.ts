import { describeError } from '../log/logger';
import { findCallbackRules } from '../tenants/queue-schema';
import type { Tenant } from '../tenants/tenant';
import type { CallbackLegEnd } from '../twilio/callback-leg';
import { callBackNext, type NextCallbackServices } from './call-back-next';
import { parseRequest, retryLater, toItem } from './callback-request';
import { nameQueue } from '../tenants/queue-name';
import { giveUp, readMoment } from './ring-request';

/** Ringing aside, nobody is asked for a key so long: whoever was on the phone longer has accepted. */
const LONGEST_ASKING_SECONDS = 60;

/**
 * Takes the end of a leg that called somebody back: a try that reached nobody is repeated later or given
 * up, a request that was granted is forgotten. Then the next one is called, for a slot is free.
 */
export async function handleCallbackEnd(
  end: CallbackLegEnd,
  tenant: Tenant,
  context: NextCallbackServices,
): Promise<void> {
  if (!end.isOver) return;
  try {
    await settle(end, tenant, context);
  } catch (error) {
    // Its time is over before long, and the try has been counted.
    context.log.warn('queue.callback_unsettled', 'Sync takes no end', describeError(error));
  }
  await callBackNext(end.callSid, tenant, context);
}

async function settle(
  end: CallbackLegEnd,
  tenant: Tenant,
  context: NextCallbackServices,
): Promise<void> {
  const { round, status, durationSeconds = 0 } = end;
  const { callbacks, log } = context;
  const rules = findCallbackRules(tenant.queue);
  const queueName = nameQueue(tenant);
  const found = await callbacks.store.read(queueName, round.key);
  const request = found && parseRequest(found.data);
  // Removed with the assistant's answer; or about another try: Twilio may tell twice, and late.
  if (found === undefined || request?.tries !== round.turn) return;
  const wasAccepted =
    request.phase === 'holding' ||
    (status === 'completed' && durationSeconds > LONGEST_ASKING_SECONDS);
  if (wasAccepted) return callbacks.store.remove(queueName, round.key, found.revision);
  if (request.phase !== 'called') return;
  log.info('queue.callback_unanswered', 'A caller was not reached', { turn: round.turn, status });
  if (rules === undefined || request.tries >= rules.tries) {
    return giveUp({ ...found, request }, tenant, context);
  }
  const moment = readMoment(context);
  const item = toItem(round.key, retryLater(request, moment, rules), moment);
  await callbacks.store.replace(queueName, item, found.revision);
}
