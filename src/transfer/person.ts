import { speakOwn, speakSentence, writeSentence } from '../speech/sentences';
import { raiseLimit } from '../legs/raise-limit';
import { describeError, type Logger } from '../log/logger';
import type { Tenant } from '../tenants/tenant';
import type { TransferPerson } from '../twilio/transfer-events';
import type { Conference, TransferRest } from '../twilio/transfer-rest';
import type { TransferUrls } from '../twilio/transfer-round';
import type { Speech, VoiceVerb } from '../twiml/voice-answer';
import { PERSON_LABEL } from './advance';

/** What a person who was rung hears, and where their leg stands. */
export interface PersonPlan {
  readonly verbs: readonly VoiceVerb[];
  readonly outcome:
    'asked' | 'joining' | 'waiting' | 'declined' | 'too-late' | 'caller-left' | 'talked';
}

/** How long the person has to press the key, each time we ask. */
const KEY_TIMEOUT_SECONDS = 6;

/**
 * Returns what a person who was rung hears: who is calling and why, and then the caller, or the
 * reason why there is none.
 */
export async function planPerson(
  tenant: Tenant,
  person: TransferPerson,
  urls: TransferUrls,
  context: {
    readonly rest: Pick<TransferRest, 'findConference' | 'readCall' | 'raiseTimeLimit'>;
    readonly log: Logger;
  },
): Promise<PersonPlan> {
  const { digit, hasJoined, dialStatus, round } = person;
  if (hasJoined) {
    // Twilio refuses a second person in this conference.
    if (dialStatus === 'failed') return sayAndEnd('alreadyAnswered', tenant, 'too-late');
    return { verbs: [{ kind: 'hangup' }], outcome: 'talked' };
  }
  if (digit === undefined) {
    const isThere = await isOnThePhone(round.callSid, context);
    return isThere
      ? askForKey(tenant, person, urls)
      : sayAndEnd('callerGone', tenant, 'caller-left');
  }
  if (digit !== '1') return { verbs: [{ kind: 'hangup' }], outcome: 'declined' };

  const [conference] = await Promise.all([
    readLabels(round.conference, context),
    raiseLimit(person.callSid, context.rest.raiseTimeLimit, context.log),
  ]);
  if (conference !== 'unknown') {
    const labels = conference?.participants.map(({ label }) => label) ?? [];
    if (labels.includes(PERSON_LABEL)) return sayAndEnd('alreadyAnswered', tenant, 'too-late');
    if (labels.length === 0) return waitForCaller(tenant, person, urls, context);
  }
  const verb: VoiceVerb = {
    kind: 'conference',
    conference: round.conference,
    label: PERSON_LABEL,
    waitUrl: undefined,
    statusUrl: undefined,
    actionUrl: urls.joined,
  };
  return { verbs: [verb], outcome: 'joining' };
}

/**
 * The caller may still be on the way to the conference. A person who has accepted looks for them
 * this many times.
 */
const MAX_LOOKS = 4;
const LOOK_AGAIN_SECONDS = 2;

async function waitForCaller(
  tenant: Tenant,
  { looks, round }: TransferPerson,
  urls: TransferUrls,
  context: { readonly rest: Pick<TransferRest, 'readCall'>; readonly log: Logger },
): Promise<PersonPlan> {
  const isGone = looks >= MAX_LOOKS || !(await isOnThePhone(round.callSid, context));
  if (isGone) return sayAndEnd('callerGone', tenant, 'caller-left');
  return {
    verbs: [
      { kind: 'pause', seconds: LOOK_AGAIN_SECONDS },
      { kind: 'redirect', url: urls.accepted(looks + 1) },
    ],
    outcome: 'waiting',
  };
}

async function isOnThePhone(
  callSid: string,
  { rest, log }: { readonly rest: Pick<TransferRest, 'readCall'>; readonly log: Logger },
): Promise<boolean> {
  try {
    return (await rest.readCall(callSid)).status === 'in-progress';
  } catch (error) {
    log.warn('transfer.unread', 'Twilio does not show the caller', describeError(error));
    return true;
  }
}

function sayAndEnd(
  name: 'alreadyAnswered' | 'callerGone',
  tenant: Tenant,
  outcome: PersonPlan['outcome'],
): PersonPlan {
  return {
    verbs: [{ kind: 'say', speech: speakSentence(name, tenant) }, { kind: 'hangup' }],
    outcome,
  };
}

/** Said twice, because the first words are often lost while a phone is picked up. */
function askForKey(tenant: Tenant, { round }: TransferPerson, urls: TransferUrls): PersonPlan {
  const question: VoiceVerb = {
    kind: 'gather',
    speeches: [describeCall(tenant, round)],
    timeoutSeconds: KEY_TIMEOUT_SECONDS,
    actionUrl: urls.person,
    actionMethod: 'POST',
  };
  return { verbs: [question, question, { kind: 'hangup' }], outcome: 'asked' };
}

function describeCall(tenant: Tenant, { callerEnding, summary }: TransferPerson['round']): Speech {
  const who =
    callerEnding === ''
      ? writeSentence('callerWithheld', tenant)
      : writeSentence('callerEnding', tenant).replace('{{digits}}', [...callerEnding].join(' '));
  const { text, language, voice } = speakSentence('transferScreening', tenant);
  const filled = text
    .replace('{{caller}}', () => who)
    .replace('{{summary}}', () => (summary === '' ? '' : summary.replace(/([^.!?])$/, '$1.')));
  return { ...speakOwn(filled, tenant), language, voice };
}

/** If Twilio does not show the conference, we try it anyway: only one person fits in. */
async function readLabels(
  name: string,
  { rest, log }: { readonly rest: Pick<TransferRest, 'findConference'>; readonly log: Logger },
): Promise<Conference | 'unknown' | undefined> {
  try {
    return await rest.findConference(name);
  } catch (error) {
    log.warn('transfer.unread', 'Twilio does not show the conference', describeError(error));
    return 'unknown';
  }
}
