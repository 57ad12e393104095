import { createHash } from 'node:crypto';
import { version } from '../config/version';
import type { Logger } from '../log/logger';
import { speakAnnouncement, speakQuestion } from '../recording/words';
import { joinSentences, speakSentence, speakWords } from '../speech/sentences';
import type { LanguageLine } from '../tenants/languages-schema';
import type { Tenant } from '../tenants/tenant';
import type { Speech } from '../twiml/voice-answer';

/** What a caller is told before the stream begins. */
export interface Announced {
  readonly ai: boolean;
  readonly recording: boolean;
}

/** Returns both as one where they are spoken by one voice. */
export function speakAnnouncements(tenant: Tenant, { ai, recording }: Announced): Speech[] {
  return joinByVoice([
    ...(ai ? [speakDisclosure(tenant)] : []),
    ...(recording ? [speakAnnouncement(tenant)] : []),
  ]);
}

/** Returns the question whether the call may be recorded, after the sentence about the AI. */
export function speakConsent(tenant: Tenant, { ai }: Pick<Announced, 'ai'>): Speech[] {
  return joinByVoice([...(ai ? [speakDisclosure(tenant)] : []), speakQuestion(tenant)]);
}

function speakDisclosure(tenant: Tenant): Speech {
  return speakWords(tenant.disclosure?.text, 'aiAnnouncement', tenant);
}

/** Identifies a text: the first 16 digits of its SHA-256. */
function hashText({ text }: Speech): string {
  return createHash('sha256').update(text).digest('hex').slice(0, 16);
}

export function speakChallenge(tenant: Tenant, key: string): Speech {
  const speech = speakSentence('challengeQuestion', tenant);
  return { ...speech, text: speech.text.replace('{{digit}}', key) };
}

/** Returns one sentence for each key, in its own language. */
export function speakMenu(tenant: Tenant, menu: readonly LanguageLine[]): Speech[] {
  return menu.map(({ language, voice, line }, index) => {
    const speaker = { name: tenant.name, language, voice };
    if (line !== undefined) return speakWords(line, 'languageLine', speaker);
    const speech = speakSentence('languageLine', speaker);
    return { ...speech, text: speech.text.replace('{{digit}}', String(index + 1)) };
  });
}

function joinByVoice(parts: readonly Speech[]): Speech[] {
  const [first, ...others] = parts;
  const isOneVoice = others.every(
    ({ language, voice }) => language === first?.language && voice === first.voice,
  );
  const joined = joinSentences(parts);
  return isOneVoice && joined !== undefined ? [joined] : [...parts];
}

/** Leaves the proof of what a caller was told: the text's hash, its language, and the version. */
export function reportDisclosure(speeches: readonly Speech[], log: Logger): void {
  const [speech] = speeches;
  if (speech === undefined) return;
  const { language } = speech;
  const textHash = hashText(speech);
  log.info('disclosure.spoken', 'The caller is told that an AI answers', {
    language,
    textHash,
    version,
  });
}
