import twilio from 'twilio';
import { Clock } from '../../sandbox/clock/clock';
import { sandboxSettings } from '../../sandbox/project/sandbox-project';
import { PhoneNetwork } from '../../sandbox/twilio/phone-network';
import { makeSid } from '../../sandbox/twilio/formats/sid';
import type { RestFailure } from '../../sandbox/twilio/rest/rest-failures';
import { createVoicemailRest } from '../../src/twilio/rest';
import { createSyncStore } from '../../src/twilio/sync-store';
import { CALLER, OWN } from './tenants';

const HANGS_UP = {
  status: 200,
  contentType: 'text/xml',
  body: '<Response><Hangup/></Response>',
  durationMs: 0,
};

/** An account of Twilio's in which somebody has called and left a recording. */
export class MessageAccount {
  readonly recordingSid = makeSid('RE');
  callSid = '';

  private constructor(readonly network: PhoneNetwork) {}

  static async start(authToken: string = sandboxSettings.AUTH_TOKEN): Promise<MessageAccount> {
    const network = await PhoneNetwork.start({
      accountSid: sandboxSettings.ACCOUNT_SID,
      authToken,
      clock: new Clock(),
      ownedNumbers: [OWN],
      post: () => Promise.resolve(HANGS_UP),
    });
    const account = new MessageAccount(network);
    const call = { from: CALLER, to: OWN, voiceUrl: 'https://ours.example/' };
    account.callSid = (await network.placeCall(call)).callSid;
    network.recordings.add(account.recordingSid);
    return account;
  }

  /** Our own client of it. */
  get rest() {
    const client = twilio(sandboxSettings.ACCOUNT_SID, sandboxSettings.AUTH_TOKEN);
    client.api.baseUrl = this.network.apiUrl;
    return createVoicemailRest(() => client);
  }

  /** What is counted in its Sync. */
  get boundStore() {
    const client = twilio(sandboxSettings.ACCOUNT_SID, sandboxSettings.AUTH_TOKEN);
    client.sync.baseUrl = this.network.apiUrl.replace('//api.', '//sync.');
    return createSyncStore(() => client.sync.v1.services('default'));
  }

  /** Whether the recording has been deleted. */
  get isDeleted(): boolean {
    return !this.network.recordings.has(this.recordingSid);
  }

  /** Lets every request fail that messages need. */
  fail(failure: RestFailure): void {
    for (const route of ['GET Calls/{sid}', 'POST Messages', 'DELETE Recordings/{sid}']) {
      this.network.failAlways(route, failure);
    }
  }
}
