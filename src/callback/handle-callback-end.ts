import { describeError } from '../log/logger';
import { findCallbackRules } from '../tenants/queue-schema';
import type { Tenant } from '../tenants/tenant';
import type { CallbackLegEnd } from '../twilio/callback-leg';
import { callBackNext, type NextCallbackServices } from './call-back-next';
import { parseRequest, retryLater, toItem } from './callback-request';
import { nameQueue } from '../tenants/queue-name';
import { giveUp, readMoment } from './ring-request';

/** Asking for a key never takes so long. Anybody who was on the phone longer has accepted. */
const LONGEST_ASKING_SECONDS = 60;

/**
 * Handles the end of a callback's leg. A try that reached nobody is repeated later or given up; a
 * request that was fulfilled is removed. Then the next person is called, because a slot is free.
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
    // The phase ends by time, and the try has been counted.
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
  // Already removed, or about another try: Twilio may send a status twice, and late.
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
