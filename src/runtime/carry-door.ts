import type { VoiceAnswer, VoiceVerb } from '../twiml/voice-answer';
import { type DoorState, writeDoor } from '../phone/door-state';
import { addDoor } from '../twilio/door-address';

/**
 * Returns an answer whose addresses carry what the front door knows to whatever follows in the call.
 * The people whom a Dial rings, and status callbacks, do not get it: they are not the caller.
 * @param origin Scheme and host of ours; undefined = only addresses without a host are ours
 */
export function carryDoor(
  answer: VoiceAnswer,
  door: DoorState,
  origin: string | undefined,
): VoiceAnswer {
  if (writeDoor(door) === undefined) return answer;
  const carry = (url: string) => {
    const isOurs = url.startsWith('/') || (origin !== undefined && url.startsWith(`${origin}/`));
    return isOurs ? addDoor(url, door) : url;
  };
  if (answer.kind === 'verbs') {
    return { ...answer, verbs: answer.verbs.map((verb) => carryVerb(verb, carry)) };
  }
  const { endedUrl, ...hooks } = answer.hooks;
  return { ...answer, hooks: { ...hooks, endedUrl: carry(endedUrl) } };
}

function carryVerb(verb: VoiceVerb, carry: (url: string) => string): VoiceVerb {
  switch (verb.kind) {
    case 'redirect':
      return { ...verb, url: carry(verb.url) };
    case 'gather':
    case 'record':
      return { ...verb, actionUrl: carry(verb.actionUrl) };
    case 'dial':
      return { ...verb, actionUrl: verb.actionUrl && carry(verb.actionUrl) };
    case 'enqueue':
      return { ...verb, waitUrl: carry(verb.waitUrl), actionUrl: carry(verb.actionUrl) };
    case 'conference':
      return {
        ...verb,
        waitUrl: verb.waitUrl && carry(verb.waitUrl),
        actionUrl: carry(verb.actionUrl),
      };
    case 'say':
    case 'play':
    case 'pause':
    case 'hangup':
    case 'leave':
    case 'reject':
    case 'start-recording':
      return verb;
  }
}
