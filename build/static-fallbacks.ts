import { mkdirSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import twilio from 'twilio';
import { type ChainOptions, planFallback } from '../src/fallback/chain';
import { listSentenceLanguages, sentenceLanguageOf, speakSentence } from '../src/speech/sentences';
import type { TenantFile } from '../src/tenants/schema';
import { resolveTenant, type UsableEntry } from '../src/tenants/tenant';
import { getFallbackId, paths, withQuery } from '../src/twilio/urls';
import { buildVoiceTwiml } from '../src/twiml/build-voice-twiml';
import type { VoiceVerb } from '../src/twiml/voice-answer';

const NO_ENVIRONMENT = { assistantId: undefined, phoneNumberId: undefined };

/**
 * Writes what each tenant's callers hear when our Functions cannot be reached: one TwiML file per
 * tenant, and `default` for numbers without one. Protected, as it names the business. The numbers'
 * fallback URLs point at them, so the whole chain stands in the file and needs none of our code:
 * people are rung without asking how it went, and what they and the caller hear next are files too.
 * Only the notification of a message comes from a Function.
 * @returns paths below the assets folder
 */
export function buildStaticFallbacks(assetsFolder: string, file: TenantFile): string[] {
  // Inside Twilio's runtime this global is there already.
  Object.assign(globalThis, { Twilio: twilio });
  const { length } = file.tenants;
  const served = file.tenants.filter(({ id }) => getFallbackId(id, length) === id);
  const entries: UsableEntry[] = [...served, { id: 'default' }];
  const documents = entries.map((entry): [urlPath: string, twiml: string] => {
    const tenant = resolveTenant(entry, file.defaults, NO_ENVIRONMENT);
    const context = buildStaticServices(entry.numbers?.[0], sentenceLanguageOf(tenant));
    return [paths.staticFallback(tenant.id), format(planFallback(tenant, context))];
  });
  const parts = listUsedParts(documents.map(([, twiml]) => twiml));
  return [...documents, ...parts].map(([urlPath, twiml]) => {
    const name = path.normalize(urlPath.slice(1).replace(/\.xml$/, '.protected.xml'));
    mkdirSync(path.dirname(path.join(assetsFolder, name)), { recursive: true });
    writeFileSync(path.join(assetsFolder, name), twiml);
    return name;
  });
}

function format(verbs: readonly VoiceVerb[]): string {
  return String(buildVoiceTwiml({ kind: 'verbs', verbs }));
}

/** A file does not know who calls, so people see the business's own number. */
function buildStaticServices(ownNumber: string | undefined, language: string): ChainOptions {
  return {
    ownNumber,
    cameFrom: [],
    isOwnLeg: false,
    passesCallerId: ownNumber === undefined,
    links: {
      afterDial: undefined,
      screen: paths.staticPart(`screen-${language}`),
      afterRecord: () => paths.staticPart(`thanks-${language}`),
      recordingStatus: withQuery(paths.voicemailRecording, { called: ownNumber }),
      transcription: paths.voicemailTranscription,
      method: 'GET',
    },
  };
}

/**
 * Returns the documents that fallbacks lead to, by their paths. Any key accepts a call: a file cannot
 * look at it, and an answering machine presses none. An empty document connects the two.
 */
function listParts(language: string): [urlPath: string, twiml: string][] {
  const speaker = { name: undefined, language, voice: undefined };
  const question: VoiceVerb = {
    kind: 'gather',
    speeches: [speakSentence('screening', speaker)],
    timeoutSeconds: 5,
    actionUrl: paths.staticPart('accept'),
    actionMethod: 'GET',
  };
  const thanks: VoiceVerb = { kind: 'say', speech: speakSentence('messageReceived', speaker) };
  return [
    [paths.staticPart(`screen-${language}`), format([question, question, { kind: 'hangup' }])],
    [paths.staticPart(`thanks-${language}`), format([thanks, { kind: 'hangup' }])],
  ];
}

/** Returns those parts that the documents lead to, directly or by another part. */
function listUsedParts(documents: readonly string[]): [urlPath: string, twiml: string][] {
  const parts = listSentenceLanguages()
    .flatMap(listParts)
    .filter(([urlPath]) => documents.some((twiml) => twiml.includes(urlPath)));
  const accept = paths.staticPart('accept');
  const asksForKey = parts.some(([, twiml]) => twiml.includes(accept));
  return asksForKey ? [...parts, [accept, format([])]] : parts;
}
