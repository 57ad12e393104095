/** What an error of Twilio's means for a text message, and what to do about it. */
export interface TextError {
  readonly why: string;
  readonly fix: string;
  /** Whether every text fails until the operator does something about it. */
  readonly isOurs: boolean;
}

const REGISTER =
  'register the number in an A2P 10DLC campaign: Twilio Console, Messaging, Regulatory compliance';
const VERIFY = 'verify the toll-free number: Twilio Console, Messaging, Toll-free verification';
const NOTHING = 'nothing to do';

/**
 * By Twilio's code: the first ones come as the answer to our request, the others later, with the status
 * callback.
 * @see https://www.twilio.com/docs/api/errors (checked 2026-11)
 */
export const TEXT_ERRORS: Readonly<Record<number, Omit<TextError, 'isOurs'>>> = {
  20429: { why: 'too many requests to Twilio at once', fix: 'nothing to do, unless it lasts' },
  21211: { why: 'the number is not valid', fix: NOTHING },
  21408: {
    why: 'the account may not text this country',
    fix: 'allow it: Twilio Console, Messaging, Settings, Geo permissions',
  },
  21606: {
    why: 'the sender is not a number of the account that can text',
    fix: 'set "from" in the tenant file to one that can, or to a messaging service',
  },
  21608: {
    why: 'a trial account, or one without an approved profile, texts verified numbers only',
    fix: 'upgrade the account, and complete its primary compliance profile',
  },
  21610: { why: 'the caller has opted out with STOP', fix: NOTHING },
  21612: {
    why: 'no route from this sender to this number',
    fix: 'set "from" in the tenant file to a number of the callers’ country',
  },
  21614: { why: 'the number is no mobile', fix: NOTHING },
  30003: { why: 'the phone is switched off or out of reach', fix: NOTHING },
  30005: { why: 'the number is unknown, or no longer in service', fix: NOTHING },
  30006: { why: 'a landline, or a carrier that takes no texts', fix: NOTHING },
  30007: {
    why: 'the carrier filtered it as spam',
    fix: 'make the text plainer, without links, and register the sender',
  },
  30032: { why: 'the toll-free number is not verified', fix: VERIFY },
  30034: { why: 'the US number is not registered for A2P 10DLC', fix: REGISTER },
};

/** Returns what a code means; codes that are not in the table are left to Twilio's own page. */
export function explainTextError(code: number | undefined): TextError {
  const known = code === undefined ? undefined : TEXT_ERRORS[code];
  if (known !== undefined) return { ...known, isOurs: !known.fix.startsWith(NOTHING) };
  return {
    isOurs: false,
    why: 'Twilio could not send it',
    fix: code === undefined ? 'see the Twilio Console, Monitor, Logs' : `see ${pageOf(code)}`,
  };
}

const pageOf = (code: number) => `https://www.twilio.com/docs/api/errors/${code}`;
