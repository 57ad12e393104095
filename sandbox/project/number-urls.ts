import { paths } from '../../src/twilio/urls';

/** Returns how a number that belongs to a server is set at Twilio. */
export function buildNumberUrls(serverUrl: string) {
  return {
    voiceUrl: new URL(paths.incomingCall, serverUrl).href,
    statusCallbackUrl: new URL(paths.callStatus, serverUrl).href,
  };
}
