/** Secrets of the deployed environment, by variable. None may show up anywhere but at its own service. */
export const canaries = {
  VAPI_API_KEY: 'canary-vapi-key-81c2f0',
  VAPI_API_KEY_HARBOUR: 'canary-harbour-key-5d20a7',
  AUTH_TOKEN: 'canary-auth-token-77aa31',
  SWITCHBOARD_WEBHOOK_SECRET: 'canary-webhook-secret-c09e44',
} as const;

/** The part of Twilio's CallToken that tells it apart. */
const CALL_TOKEN = 'eyJhbGciOiJFUzI1NiJ9';

/** A text that left the Function, and where it went. */
export interface SeenText {
  readonly where: string;
  readonly text: string;
  /** Logs and URLs are kept by others: they may not name a caller or a stream either. */
  readonly isKept: boolean;
}

/** Returns each place in which something secret was seen. @param callerNumber as Twilio sent it */
export function findLeaks(texts: readonly SeenText[], callerNumber: string): string[] {
  const digits = callerNumber.replace(/\D/g, '');
  const personal: readonly (readonly [string, RegExp])[] = [
    ["the caller's number", digits.length < 7 ? /^\b$/ : new RegExp(digits)],
    ['a stream address', /wss?(:|%3A)(\/|%2F)|\/transport\b/i],
    ['the CallToken', new RegExp(CALL_TOKEN)],
  ];
  const secret = Object.entries(canaries).map(
    ([name, value]) => [name, new RegExp(listForms(value).join('|'))] as const,
  );
  return texts.flatMap(({ where, text, isKept }) =>
    [...secret, ...(isKept ? personal : [])]
      .filter(([, pattern]) => pattern.test(text))
      .map(([name]) => `${name} in ${where}`),
  );
}

/** A secret as it is, and as it looks when it was packed for a header. */
function listForms(value: string): string[] {
  const packed = Buffer.from(value).toString('base64').replace(/=+$/, '').slice(0, -2);
  return [value, packed.replace(/[+/]/g, '\\$&'), Buffer.from(value).toString('hex')];
}
