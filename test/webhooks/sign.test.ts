import { Webhook } from 'standardwebhooks';
import { Secret } from '../../src/config/secret';
import { signWebhook } from '../../src/webhooks/sign';

const SECRET = `whsec_${Buffer.from('a secret of twenty-four bytes').toString('base64')}`;
const body = JSON.stringify({ type: 'voicemail.recorded', data: { text: 'Grüße, ☎' } });
const now = () => Math.floor(Date.now() / 1_000);
const sign = (parts: { timestampSeconds?: number; id?: string } = {}, secret = SECRET) =>
  signWebhook({ id: 'msg_1', timestampSeconds: now(), body, ...parts }, new Secret(secret));

/** The library that receivers use. */
const verify = (text: string, headers: Record<string, string>, secret = SECRET) =>
  new Webhook(secret).verify(text, headers);

describe('signWebhook', () => {
  it("signs so that the receivers' library takes it", () => {
    expect(verify(body, sign())).toEqual(JSON.parse(body));
  });

  it('signs with a secret of any other text as it is', () => {
    const plain = 'just words, no base64';

    const received = new Webhook(plain, { format: 'raw' }).verify(body, sign({}, plain));

    expect(received).toEqual(JSON.parse(body));
  });

  it.each<[string, string, Record<string, string>]>([
    ['whose body was changed', body.replace('voicemail', 'payment'), sign()],
    ['under another id', body, { ...sign(), 'webhook-id': 'msg_2' }],
    ['with a later time', body, { ...sign(), 'webhook-timestamp': String(now() + 1) }],
    ['signed with another secret', body, sign({}, `whsec_${btoa('another secret, also long')}`)],
    ['without a signature', body, { ...sign(), 'webhook-signature': '' }],
    ['of an hour ago', body, sign({ timestampSeconds: now() - 3_600 })],
    ['of the next hour', body, sign({ timestampSeconds: now() + 3_600 })],
  ])('lets the receiver refuse a webhook %s', (_case, text, headers) => {
    expect(() => verify(text, headers)).toThrow();
  });
});
