import { speakWords } from '../speech/sentences';
import type { Tenant } from '../tenants/tenant';
import type { Speech } from '../twiml/voice-answer';

/** Returns what callers hear: the tenant's own words in their language, or else ours. */
export function speakAnnouncement(tenant: Tenant): Speech {
  return speakWords(tenant.recording?.announcement, 'recordingAnnouncement', tenant);
}

export function speakQuestion(tenant: Tenant): Speech {
  return speakWords(tenant.recording?.question, 'recordingQuestion', tenant);
}
