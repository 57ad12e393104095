import type { PhoneNetwork } from '../../sandbox/twilio/phone-network';
import type { WebhookAnswer, WebhookForm } from '../../sandbox/twilio/voice/webhook';

const ORIGIN = 'https://switchboard-1234.twil.io';

/**
 * Puts a caller into the stand-in's queue, so that REST requests can take them out. What our Functions
 * answer there is up to the test.
 * @returns the queue's sid
 */
export async function joinQueue(network: PhoneNetwork, form: WebhookForm): Promise<string> {
  const {
    CallSid: callSid = '',
    From: from = '',
    To: to = '',
    StirVerstat: stirVerstat = '',
  } = form;
  const voiceUrl = `${ORIGIN}/incoming-call`;
  const post = (url: string): Promise<WebhookAnswer> => {
    const verb = url === voiceUrl ? '<Enqueue action="/left">queue</Enqueue>' : '<Hangup/>';
    const body = `<Response>${verb}</Response>`;
    return Promise.resolve({ status: 200, contentType: 'text/xml', body, durationMs: 1 });
  };
  network.beginCall({ voiceUrl, callSid, from, to, stirVerstat, post });
  const find = () =>
    network.queues.find(({ members }) => members.some((member) => member.callSid === callSid));
  await network.clock.until(() => find() !== undefined);
  return find()?.sid ?? '';
}

/** Returns the address to which Twilio was last asked to move a caller out of the queue; empty = none. */
export function findMove({ requests }: PhoneNetwork, callSid: string): string {
  const move = requests.findLast(({ path }) => path.endsWith(`/Members/${callSid}.json`));
  return move?.form['Url'] ?? '';
}
