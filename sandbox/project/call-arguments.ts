import { readFileSync } from 'node:fs';
import { parseArgs } from 'node:util';
import { isVerstat } from '../../src/twilio/attestation';
import type { EarlyKeys } from '../twilio/voice/call-options';
import { NAMED_KEY } from '../twilio/voice/scripted-hands';
import type { NumberOrigin } from '../twilio/voice/webhook';
import { findNearWords } from '../../src/operator-files/near-words';
import { faultNames } from '../vapi/faults';
import type { CallOrder } from './call-order';
import { type PersonWord, personWords } from './people-words';

/** What `npm run call -- --help` prints. */
export const USAGE = `Places one simulated call against a running \`npm start\` and prints what happens as it happens.

  npm run call -- --to +12025550101
  npm run call -- --to +12025550101 --from anonymous --fault down
  npm run call -- --to +12025550102 --fault full --press ,1 --message 5 --hang-up-after 90
  npm run call -- --to +12025550102 --fault down --people busy,answer

  --to             the called number
  --from           the caller as Twilio would name them; default +12025550143
  --country        the country of the caller's number, as Twilio would send it, like DE;
                   default US for +1…, else not known
  --state          its state, like CA; default DC for +1… without --country, else not known
  --at             when the Functions believe that the call begins, like 2026-12-24T17:30+01:00
                   or 2026-12-24T16:30Z; without a zone it is this machine's time; default now
  --verification   what Twilio says of whose number it is, like TN-Validation-Passed-A or
                   TN-Validation-Failed-C; none = nothing; default TN-Validation-Passed-A
  --add-ons        a JSON file with what Twilio add-ons found about the caller (field AddOns)
  --press          keys for each Gather in turn, by commas or given again; '' = nothing:
                   --press ,1 presses 1 when asked for the second time;
                   1@2 presses 1 after two sentences of the question, which then ends;
                   named presses the key that the question names
  --message        seconds of speech to leave after the tone; default silence
  --people         what the people who are rung do, in the tenant file's order, the last word for
                   all further ones: ${personWords.join(', ')};
                   without it nobody can be reached
  --hang-up-after  seconds until the caller hangs up, whatever happens
  --fault          how the stand-in for Vapi fails, for this call only:
                   ${faultNames.join(', ')}

Ctrl-C hangs up too.
The last sentence says how the call ended, if it was not with an assistant.
Exit codes: 0 nothing went wrong, and no caller heard only silence; 1 something did, or the fallback
answered although no --fault was asked for; 2 wrong usage. Calls that are refused, that people take, or
that come while the business is closed are no failures.`;

/** The arguments of `npm run call` cannot be understood. */
export class UsageError extends Error {}

const LONGEST_MESSAGE_SECONDS = 3_600;
const LONGEST_CALL_SECONDS = 14_400;

/** Returns the call that the words ask for. @throws {UsageError} naming the first wrong one */
export function readCallOrder(words: readonly string[]): CallOrder | 'help' {
  const { values } = parseWords(words);
  const { to, from, fault, message: messageText, 'hang-up-after': hangUpText } = values;
  if (values.help) return 'help';
  if (to === undefined) throw new UsageError('--to is missing');
  if (fault !== undefined && !faultNames.includes(fault)) {
    throw new UsageError(`there is no fault "${fault}"${ask(fault, faultNames)}`);
  }
  const message = readSeconds('--message', messageText, LONGEST_MESSAGE_SECONDS);
  const hangUp = readSeconds('--hang-up-after', hangUpText, LONGEST_CALL_SECONDS);
  return {
    from,
    to,
    fault,
    origin: readOrigin(from, values.country, values.state),
    ...readClaims(values),
    digits: values.press.flatMap(readKeys),
    people: values.people.flatMap((text) => text.split(',').map(readPerson)),
    ...(message === undefined ? {} : { message: { seconds: message } }),
    hangUpAfterMs: hangUp === undefined ? undefined : hangUp * 1_000,
  };
}

const options = {
  to: { type: 'string' },
  from: { type: 'string', default: '+12025550143' },
  country: { type: 'string' },
  state: { type: 'string' },
  at: { type: 'string' },
  verification: { type: 'string' },
  'add-ons': { type: 'string' },
  press: { type: 'string', multiple: true, default: [] as string[] },
  message: { type: 'string' },
  people: { type: 'string', multiple: true, default: [] as string[] },
  'hang-up-after': { type: 'string' },
  fault: { type: 'string' },
  help: { type: 'boolean' },
} as const;

function parseWords(args: readonly string[]) {
  try {
    return parseArgs({ args: [...args], options });
  } catch (error) {
    const { message } = error as Error;
    const typed = /^Unknown option '--([^']+)'/.exec(message)?.[1];
    if (typed === undefined) throw new UsageError(message);
    throw new UsageError(`there is no option --${typed}${ask(typed, Object.keys(options), '--')}`);
  }
}

/** Asks for the word that may have been meant. */
function ask(typed: string, words: readonly string[], before = ''): string {
  const [near] = findNearWords(typed, words);
  return near === undefined ? '' : `; did you mean ${before}${near}?`;
}

function readKeys(text: string): (string | EarlyKeys)[] {
  return text.split(',').map((entry) => {
    if (entry === NAMED_KEY) return entry;
    const [, keys, prompts] = /^([0-9*#]*)(?:@(\d{1,2}))?$/.exec(entry) ?? [];
    if (keys === undefined) {
      throw new UsageError(`--press "${entry}" has something else than the keys 0-9, * and #`);
    }
    return prompts === undefined ? keys : { keys, afterPrompts: Number(prompts) };
  });
}

/** Reads what is claimed about the caller, and when. */
function readClaims(values: {
  readonly at?: string | undefined;
  readonly verification?: string | undefined;
  readonly 'add-ons'?: string | undefined;
}): Pick<CallOrder, 'at' | 'stirVerstat' | 'addOns'> {
  const { at, verification, 'add-ons': file } = values;
  if (verification !== undefined && verification !== 'none' && !isVerstat(verification)) {
    const examples = 'TN-Validation-Passed-A, TN-Validation-Failed-C, No-TN-Validation or none';
    throw new UsageError(`--verification "${verification}" is not a word of Twilio's: ${examples}`);
  }
  return {
    ...(at === undefined ? {} : { at: readMoment(at) }),
    ...(verification === undefined
      ? {}
      : { stirVerstat: verification === 'none' ? '' : verification }),
    ...(file === undefined ? {} : { addOns: readAddOns(file) }),
  };
}

const MOMENT = /^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}(:\d{2})?(Z|[+-]\d{2}:\d{2})?$/;

function readMoment(text: string): string {
  const ms = MOMENT.test(text) ? Date.parse(text) : NaN;
  if (!Number.isNaN(ms)) return new Date(ms).toISOString();
  throw new UsageError(`--at "${text}" is not a moment like 2026-12-24T17:30+01:00`);
}

/** Returns the file on one line, as Twilio sends it. */
function readAddOns(file: string): string {
  try {
    const content: unknown = JSON.parse(readFileSync(file, 'utf8'));
    if (typeof content === 'object' && content !== null) return JSON.stringify(content);
  } catch (error) {
    throw new UsageError(`--add-ons ${file}: ${(error as Error).message}`);
  }
  throw new UsageError(`--add-ons ${file}: is not a JSON object`);
}

function readPerson(word: string): PersonWord {
  const known = personWords.find((candidate) => candidate === word);
  if (known !== undefined) return known;
  throw new UsageError(`--people "${word}" is none of ${personWords.join(', ')}`);
}

function readSeconds(option: string, text: string | undefined, longest: number) {
  if (text === undefined) return undefined;
  const seconds = Number(text);
  if (/^\d+$/.test(text) && seconds >= 1 && seconds <= longest) return seconds;
  throw new UsageError(`${option} "${text}" is not a whole number of seconds from 1 to ${longest}`);
}

/** Returns where a number is from; undefined = where the sandbox's callers are from. */
export function readOrigin(
  from: string,
  country: string | undefined,
  state: string | undefined,
): NumberOrigin | undefined {
  if (country !== undefined && !/^[A-Z]{2}$/.test(country)) {
    throw new UsageError(`--country "${country}" is not a country of two capital letters, like US`);
  }
  if (state !== undefined && !/^[A-Z][A-Z .'-]*$/.test(state)) {
    throw new UsageError(`--state "${state}" is not a state in capital letters, like CA`);
  }
  const isNorthAmerican = from.startsWith('+1');
  if (country !== undefined) return { country, state: state ?? '', city: '' };
  if (state === undefined)
    return isNorthAmerican ? undefined : { country: '', state: '', city: '' };
  if (isNorthAmerican) return { country: 'US', state, city: '' };
  throw new UsageError('--state needs --country for a number without +1');
}
