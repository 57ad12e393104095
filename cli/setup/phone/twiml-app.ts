import { buildUrls } from '../../../src/twilio/urls';
import { askTwilio, type TwilioClient } from '../../core/twilio-client';

/** What became of the account's TwiML App for a domain. */
export interface PreparedApp {
  readonly sid: string;
  readonly friendlyName: string;
  readonly change: 'created' | 'corrected' | 'none';
}

/**
 * Makes sure that the account has a TwiML App that leads calls of browsers to a deployed switchboard, as
 * a number's settings lead callers there. It is found by its name, one for each domain.
 * @throws {CliError}
 */
export async function prepareTwimlApp(
  client: TwilioClient,
  domainName: string,
): Promise<PreparedApp> {
  const friendlyName = `switchboard phone: ${domainName}`;
  const wanted = buildSettings(domainName);
  const [found] = await askTwilio(
    'looking for the TwiML App',
    client.applications.list({ friendlyName }),
  );
  if (found === undefined) {
    const { sid } = await askTwilio(
      'making the TwiML App',
      client.applications.create({ friendlyName, ...wanted }),
    );
    return { sid, friendlyName, change: 'created' };
  }
  const { sid } = found;
  const isRight = Object.entries(wanted).every(
    ([name, value]) => found[name as keyof typeof wanted] === value,
  );
  if (isRight) return { sid, friendlyName, change: 'none' };
  await askTwilio('correcting the TwiML App', client.applications(sid).update(wanted));
  return { sid, friendlyName, change: 'corrected' };
}

function buildSettings(domainName: string) {
  const urls = buildUrls(domainName);
  return {
    voiceUrl: urls.incomingCall,
    voiceMethod: 'POST',
    voiceFallbackUrl: urls.staticFallback('default'),
    voiceFallbackMethod: 'GET',
    statusCallback: urls.callStatus,
    statusCallbackMethod: 'POST',
  };
}
