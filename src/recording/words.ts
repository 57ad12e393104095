import { speakOwn, speakSentence } from '../speech/sentences';
import type { OwnWords } from '../tenants/recording-schema';
import type { Tenant } from '../tenants/tenant';
import type { Speech } from '../twiml/voice-answer';

/** Returns what callers hear: the tenant's own words in its language, or else ours. */
export function speakAnnouncement(tenant: Tenant): Speech {
  return speakWords(tenant.recording?.announcement, 'recordingAnnouncement', tenant);
}

export function speakQuestion(tenant: Tenant): Speech {
  return speakWords(tenant.recording?.question, 'recordingQuestion', tenant);
}

function speakWords(
  own: OwnWords | undefined,
  name: 'recordingAnnouncement' | 'recordingQuestion',
  tenant: Tenant,
): Speech {
  const text = typeof own === 'object' ? findText(own, tenant.language) : own;
  return text === undefined ? speakSentence(name, tenant) : speakOwn(text, tenant);
}

/** The whole tag comes before its first part. */
function findText(texts: Readonly<Record<string, string>>, language: string): string | undefined {
  const [prefix = ''] = language.split('-');
  const tag = [language, prefix].find((candidate) => Object.hasOwn(texts, candidate));
  return tag === undefined ? undefined : texts[tag];
}
