/** How many messages a text is billed as, and why. */
export interface Segments {
  readonly count: number;
  readonly encoding: 'GSM-7' | 'UCS-2';
}

/** The basic set of GSM 03.38, and its extension, whose characters take two places. */
const BASIC =
  '@£$¥èéùìòÇ\nØø\rÅåΔ_ΦΓΛΩΠΨΣΘΞÆæßÉ !"#¤%&\'()*+,-./0123456789:;<=>?¡ABCDEFGHIJKLMNOPQRSTUVWXYZÄÖÑÜ§¿abcdefghijklmnopqrstuvwxyzäöñüà';
const EXTENSION = '\f^{}\\[~]|€';

/** Places in a single message, and in each of several, which carry a header. */
const PLACES = {
  'GSM-7': { single: 160, each: 153 },
  'UCS-2': { single: 70, each: 67 },
} as const;

/** Returns how a text is sent. @see https://www.twilio.com/docs/glossary/what-sms-character-limit */
export function countSegments(text: string): Segments {
  const characters = [...text];
  const isBasic = characters.every((each) => BASIC.includes(each) || EXTENSION.includes(each));
  const encoding = isBasic ? 'GSM-7' : 'UCS-2';
  const places = isBasic
    ? characters.length + characters.filter((each) => EXTENSION.includes(each)).length
    : text.length;
  const { single, each } = PLACES[encoding];
  return { count: places <= single ? 1 : Math.ceil(places / each), encoding };
}
