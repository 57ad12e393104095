import type { TwilioClient } from '../../core/twilio-client';
import type { FallbackKind } from './function-trace';
import { buildAccountAddress, listOf, readTwilioPage } from './twilio-pages';

/**
 * Returns the last step of a fallback that Twilio itself knows about: a recording, or legs that
 * were rung. It costs two requests, so only calls that are shown get it.
 * @throws {CliError}
 */
export async function findStepAtTwilio(
  client: TwilioClient,
  accountSid: string,
  callSid: string,
): Promise<FallbackKind> {
  const account = buildAccountAddress(client, accountSid);
  const ask = async (what: string, key: string, uri: string) =>
    listOf(await readTwilioPage(client, what, { uri }), key, what);
  const recordings = await ask(
    "listing a call's recordings",
    'recordings',
    `${account}/Calls/${callSid}/Recordings.json?PageSize=20`,
  );
  if (recordings.some(({ source }) => source === 'RecordVerb')) return 'voicemail';
  const legs = await ask(
    "listing a call's legs",
    'calls',
    `${account}/Calls.json?ParentCallSid=${callSid}&PageSize=20`,
  );
  return legs.length > 0 ? 'dial' : 'unknown';
}
