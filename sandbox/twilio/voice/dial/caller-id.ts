import type { Leg } from '../leg';

const E164_PATTERN = /^\+[1-9]\d{6,14}$/;

/** Withheld callers come with these instead of a number: keypad spellings of the reason. */
const WITHHELD: readonly string[] = [
  '+266696687',
  '+7378742833',
  '+2562533',
  '+8656696',
  '+86282452253',
];

/** Returns whether a text is a telephone number that somebody has. */
export function isPhoneNumber(text: string): boolean {
  return E164_PATTERN.test(text) && !WITHHELD.includes(text);
}

/** Returns why Twilio would refuse to dial with this callerId; undefined = it would not. */
export function findCallerIdProblem(callerId: string, { parties, call }: Leg): string | undefined {
  const { from, to } = parties;
  const allowed = [from, to, ...(call.options.ownedNumbers ?? [])];
  if (isPhoneNumber(callerId) && allowed.includes(callerId)) return undefined;
  return "13214 Dial's callerId is neither a number of this call nor one of the account's";
}
