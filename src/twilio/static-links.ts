import { paths, withQuery } from './urls';

/** Returns the addresses that a static fallback gives Twilio: files, and Functions for messages alone. */
export function buildStaticLinks(language: string, ownNumber: string | undefined) {
  return {
    afterDial: undefined,
    screen: paths.staticPart(`screen-${language}`),
    afterRecord: () => paths.staticPart(`thanks-${language}`),
    recordingStatus: withQuery(paths.voicemailRecording, { called: ownNumber }),
    transcription: paths.voicemailTranscription,
    method: 'GET',
  } as const;
}
