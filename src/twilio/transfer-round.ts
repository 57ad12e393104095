import { parseE164 } from '../phone/e164';
import { readDoor } from '../phone/door-state';
import { addDoor } from './door-address';
import { type EventParameters, parseCount, textOf } from './parameters';
import { paths, withQuery } from './urls';

/**
 * One round of ringing: a caller who waits in a conference, and the people who are rung for them.
 * It travels in the addresses that Twilio is given, because we keep no state about a call.
 */
export interface TransferRound {
  /** The caller's leg. */
  readonly callSid: string;
  /** The tenant's number. */
  readonly calledNumber: string;
  /** Key of the destination. */
  readonly destination: string;
  readonly conference: string;
  /** Index of the round: people who are rung in turn are rung one per round. */
  readonly turn: number;
  /** The people's legs; empty in addresses that were created before the legs. */
  readonly legSids: readonly string[];
  /** When ringing has to be over, whatever Twilio says. */
  readonly endsAtSeconds: number;
  /** The model's sentence about the call, cleaned and shortened. */
  readonly summary: string;
  /** The last two digits of the caller's number; empty if there is none. */
  readonly callerEnding: string;
  /** What the caller answered about recording; undefined if the tenant does not configure it. */
  readonly consent?: string | undefined;
  /** Transfers that the phone call has begun, this one with them. */
  readonly transfers: number;
  /**
   * What the front door has found out about the caller. It has another name here than in the caller's own
   * addresses: the people are spoken to in the tenant's language.
   */
  readonly door?: string | undefined;
}

export interface TransferUrls {
  readonly hold: string;
  readonly wait: string;
  /** The same, as Twilio asks it again. */
  readonly again: (more: {
    readonly loop: number;
    /** 1 if all the people were seen to be gone. */
    readonly over: number | undefined;
  }) => string;
  readonly person: string;
  /** Requested by a person who has accepted, while the caller is on the way. */
  readonly accepted: (looks: number) => string;
  readonly joined: string;
  readonly legStatus: string;
  readonly conferenceStatus: string;
  /** Requested when the caller leaves the conference; with an outcome if we took them out. */
  readonly returned: (outcome?: string) => string;
}

/** Returns the addresses of a round. @param origin Scheme and host: the REST API takes whole URLs. */
export function buildTransferUrls(origin: string, round: TransferRound): TransferUrls {
  const parameters = {
    called: round.calledNumber,
    caller: round.callSid,
    callerDoor: round.door,
    consent: round.consent,
    destination: round.destination,
    digits: round.callerEnding,
    legs: round.legSids.join(',') || undefined,
    conference: round.conference,
    summary: round.summary,
    transfers: round.transfers,
    turn: round.turn,
    until: round.endsAtSeconds,
  };
  const link = (path: string, more: Parameters<typeof withQuery>[1] = {}) =>
    origin + withQuery(path, { ...parameters, ...more });
  const linkCaller = (path: string, more?: Parameters<typeof withQuery>[1]) =>
    addDoor(link(path, more), readDoor(round.door ?? ''));
  return {
    hold: linkCaller(paths.transferHold),
    wait: link(paths.transferWait),
    person: link(paths.transferPerson),
    accepted: (looks) => link(paths.transferPerson, { accepted: looks }),
    joined: link(paths.transferPerson, { joined: 1 }),
    again: (more) => link(paths.transferWait, more),
    legStatus: link(paths.transferLegStatus),
    conferenceStatus: link(paths.transferConferenceStatus),
    returned: (outcome) => linkCaller(paths.transferReturned, { outcome }),
  };
}

/** An address that lost its count counts as used up. */
const UNKNOWN_COUNT = 99;

const CALL_SID = /^CA[0-9a-f]{32}$/;

/** Parses the round in an address's own parameters; never throws. */
export function parseTransferRound(event: EventParameters): TransferRound {
  const called = textOf(event['called']);
  const legs = textOf(event['legs']).split(',');
  return {
    callSid: textOf(event['caller']).trim(),
    calledNumber: parseE164(called) ?? called.trim(),
    destination: textOf(event['destination']).trim(),
    conference: textOf(event['conference']).trim(),
    turn: parseCount(event['turn']) ?? 0,
    legSids: legs.filter((sid) => CALL_SID.test(sid)),
    endsAtSeconds: parseCount(event['until']) ?? 0,
    summary: textOf(event['summary']).trim(),
    callerEnding: /^\d\d$/.exec(textOf(event['digits']))?.[0] ?? '',
    consent: textOf(event['consent']).trim() || undefined,
    transfers: parseCount(event['transfers']) ?? UNKNOWN_COUNT,
    door: textOf(event['callerDoor']) || undefined,
  };
}
