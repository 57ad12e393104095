/** The addresses that Twilio is given, under one domain. The only place that spells their paths. */
export interface SwitchboardUrls {
  readonly incomingCall: string;
  readonly callStatus: string;
  /** A number's voice fallback URL: a static file that works even if the Functions do not. */
  readonly staticFallback: (fallbackId: string) => string;
}

/** Paths of the Functions and assets that Twilio is pointed at. */
export const paths = {
  incomingCall: '/incoming-call',
  callStatus: '/call-status',
  frontDoor: '/front-door',
  assistantEnded: '/assistant/ended',
  streamStatus: '/assistant/stream-status',
  fallback: '/fallback',
  screen: '/fallback/screen',
  vapiEvents: '/vapi/events',
  health: '/health',
  transferHold: '/transfer/hold',
  transferWait: '/transfer/wait',
  transferPerson: '/transfer/person',
  transferLegStatus: '/transfer/leg-status',
  transferConferenceStatus: '/transfer/conference-status',
  transferReturned: '/transfer/returned',
  recordingStatus: '/recording/status',
  queueWait: '/queue/wait',
  queueLeft: '/queue/left',
  queueCallback: '/queue/callback',
  queueCallbackStatus: '/queue/callback-status',
  voicemailRecorded: '/voicemail/recorded',
  voicemailRecording: '/voicemail/recording',
  voicemailTranscription: '/voicemail/transcription',
  textStatus: '/text/status',
  staticFallback: (fallbackId: string) => `/fallback/${fallbackId}.xml`,
  /** What the static fallbacks need besides themselves: files without a business's name. */
  staticPart: (name: string) => `/fallback/parts/${name}.xml`,
} as const;

/**
 * Paths of the Functions that answer anybody: they reveal nothing about anybody, and change
 * nothing.
 */
export const openPaths: readonly string[] = [paths.health];

/**
 * Paths of all Functions that need no signature from Twilio: `openPaths`, and Vapi's with our
 * secret.
 */
export const publicPaths: readonly string[] = [paths.vapiEvents, ...openPaths];

/** Paths of all Functions that answer to Twilio alone. */
export const protectedPaths: readonly string[] = Object.values(paths)
  .filter((path) => typeof path === 'string')
  .filter((path) => !publicPaths.includes(path));

/** Names of the parameters that our own addresses carry. Twilio's begin with a capital. */
export const OWN_PARAMETER = /^[a-z]/;

/**
 * Returns a path with parameters of ours, sorted by name. A check of the signature can tell them
 * from Twilio's and rebuild the address.
 */
export function withQuery(
  path: string,
  parameters: Readonly<Record<string, string | number | undefined>>,
): string {
  const query = new URLSearchParams();
  for (const [name, value] of Object.entries(parameters)) {
    if (value !== undefined) query.set(name, String(value));
  }
  query.sort();
  return query.size === 0 ? path : `${path}?${query.toString()}`;
}

/**
 * Makes Twilio ask again, twice at most, where a Function fails: by default it repeats nothing, and one
 * failed answer puts a caller out of the queue, or leaves a message that nobody hears of. The part is
 * neither sent nor signed.
 * @see https://www.twilio.com/docs/usage/webhooks/webhooks-connection-overrides
 */
export const ASK_AGAIN = '#rc=2&rp=5xx,ct,rt';

export function buildUrls(domainName: string): SwitchboardUrls {
  const root = `https://${domainName}`;
  return {
    incomingCall: root + paths.incomingCall,
    callStatus: root + paths.callStatus + ASK_AGAIN,
    staticFallback: (fallbackId) => root + paths.staticFallback(fallbackId),
  };
}
