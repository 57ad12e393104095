import { mkdirSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import twilio from 'twilio';
import { planStaticFallbacks } from '../src/fallback/static-fallbacks';
import { buildStaticLinks } from '../src/twilio/static-links';
import { listSentenceLanguages, speakSentence } from '../src/speech/sentences';
import type { TenantFile } from '../src/tenants/schema';
import { paths } from '../src/twilio/urls';
import { buildVoiceTwiml } from '../src/twiml/build-voice-twiml';
import type { VoiceVerb } from '../src/twiml/voice-answer';

export interface BuiltFallbacks {
  /** Paths below the assets folder. */
  readonly files: readonly string[];
  readonly warnings: readonly string[];
}

/**
 * Writes what callers hear when our Functions cannot be reached, one TwiML file for all who hear the
 * same. Protected, as some name the business. The numbers' fallback URLs point at them, so the whole
 * chain stands in the file and needs none of our code: people are rung without asking how it went, and
 * what they and the caller hear next are files too. Only the notification of a message comes from a
 * Function.
 */
export function buildStaticFallbacks(assetsFolder: string, file: TenantFile): BuiltFallbacks {
  // Inside Twilio's runtime this global is there already.
  Object.assign(globalThis, { Twilio: twilio });
  const { fallbacks, excess } = planStaticFallbacks(file, buildStaticLinks);
  const documents = fallbacks.map(({ id, verbs }): [urlPath: string, twiml: string] => [
    paths.staticFallback(id),
    format(verbs),
  ]);
  const parts = listUsedParts(documents.map(([, twiml]) => twiml));
  const files = [...documents, ...parts].map(([urlPath, twiml]) => {
    const name = path.normalize(urlPath.slice(1).replace(/\.xml$/, '.protected.xml'));
    mkdirSync(path.dirname(path.join(assetsFolder, name)), { recursive: true });
    writeFileSync(path.join(assetsFolder, name), twiml);
    return name;
  });
  const [first] = excess;
  const warning = `${excess.length} tenants from ${first} on share a static fallback without their own chain: Twilio takes no more files`;
  return { files, warnings: first === undefined ? [] : [warning] };
}

function format(verbs: readonly VoiceVerb[]): string {
  return String(buildVoiceTwiml({ kind: 'verbs', verbs }));
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
