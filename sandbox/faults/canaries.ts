/** Secrets of the deployed environment, by variable. They may appear only at their own service. */
export const canaries = {
  VAPI_API_KEY: 'canary-vapi-key-81c2f0',
  VAPI_API_KEY_HARBOUR: 'canary-harbour-key-5d20a7',
  AUTH_TOKEN: 'canary-auth-token-77aa31',
  SWITCHBOARD_WEBHOOK_SECRET: 'canary-webhook-secret-c09e44',
} as const;

/** The part of Twilio's CallToken that identifies it. */
const CALL_TOKEN = 'eyJhbGciOiJFUzI1NiJ9';

/** What a caller says to a voicemail, as Twilio transcribes it. */
export const SPOKEN_WORDS = 'canary words about my dog';

/**
 * Who gets a text. `kept`: logs, headers and URLs, which others keep; `vendor`: Twilio and Vapi,
 * which have the call already; `notification`: the tenant, who must be able to call back but must
 * not get a public address.
 */
export type SeenKind = 'kept' | 'vendor' | 'notification';

/** A text that left the Function, and where it went. */
export interface SeenText {
  readonly where: string;
  readonly text: string;
  readonly kind: SeenKind;
}

type Finding = readonly [name: string, pattern: RegExp, kinds: readonly SeenKind[]];

/**
 * Returns each place in which something secret was seen.
 * @param numbers the caller's as Twilio sent it, and those of people
 */
export function findLeaks(texts: readonly SeenText[], numbers: readonly string[]): string[] {
  const findings: readonly Finding[] = [
    ...Object.entries(canaries).map(([name, value]): Finding => {
      return [name, new RegExp(listForms(value).join('|')), ['kept', 'vendor', 'notification']];
    }),
    ...numbers
      .map((number) => number.replace(/\D/g, ''))
      .filter(({ length }) => length >= 7)
      .map((digits): Finding => ['a telephone number', new RegExp(digits), ['kept']]),
    ['a stream address', /wss?(:|%3A)(\/|%2F)|\/transport\b/i, ['kept', 'notification']],
    ['the CallToken', new RegExp(CALL_TOKEN), ['kept', 'notification']],
    [
      "a recording's address",
      /(\/|%2F)Recordings\b|(?<!\/hold-music)\.(mp3|wav)\b/i,
      ['kept', 'notification'],
    ],
    ["a message's words", new RegExp(SPOKEN_WORDS), ['kept']],
  ];
  return texts.flatMap(({ where, text, kind }) =>
    findings
      .filter(([, pattern, kinds]) => kinds.includes(kind) && pattern.test(text))
      .map(([name]) => `${name} in ${where}`),
  );
}

/** A secret as it is, and as it looks when it is encoded for a header. */
function listForms(value: string): string[] {
  const packed = Buffer.from(value).toString('base64').replace(/=+$/, '').slice(0, -2);
  return [value, packed.replace(/[+/]/g, '\\$&'), Buffer.from(value).toString('hex')];
}
