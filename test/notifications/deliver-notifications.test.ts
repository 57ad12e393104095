import { Secret } from '../../src/config/secret';
import { deliverNotices } from '../../src/notifications/deliver-notifications';
import type { SignedNotice } from '../../src/notifications/deliver-webhook';
import type { Delivery, Webhook } from '../../src/webhooks/send';
import { createFakeLog } from '../fakes/fake-log';
import { FakeRest } from '../fakes/fake-rest';
import { CALLER, OWN, PERSON } from '../fakes/tenants';

const notice: SignedNotice = {
  webhook: {
    url: 'https://crm.example/hook?key=canary-query',
    id: 'i1',
    type: 'voicemail.recorded',
    data: { callerNumber: CALLER },
  },
  secretEnv: 'SWITCHBOARD_WEBHOOK_SECRET',
};
const sms = [{ from: OWN, to: PERSON, body: `canary-body of ${CALLER}` }];

const deliver = async (parts: {
  rest?: FakeRest;
  hasSecret?: boolean;
  delivery?: Delivery;
  webhook?: SignedNotice;
}) => {
  const { log, lines } = createFakeLog();
  const { rest = new FakeRest(CALLER), hasSecret = true, webhook } = parts;
  const sent: Webhook[] = [];
  await deliverNotices(
    { sms, webhook },
    {
      rest,
      findSecret: () => (hasSecret ? new Secret('canary-secret') : undefined),
      send: (message) => {
        sent.push(message);
        return Promise.resolve(parts.delivery ?? { delivered: true, tries: 1 });
      },
      log,
    },
  );
  return { lines, sent, rest };
};

describe('deliverNotices', () => {
  it('sends all of them and leaves a masked line for each', async () => {
    const { lines, sent, rest } = await deliver({ webhook: notice });

    expect([rest.sent, sent]).toEqual([sms, [notice.webhook]]);
    expect(lines.map(({ event }) => event)).toEqual([
      'voicemail.sms_sent',
      'voicemail.webhook_sent',
    ]);
    expect(lines[0]).toMatchObject({ to: '+*********71' });
    expect(lines[1]).toMatchObject({ host: 'crm.example', tries: 1 });
  });

  it('sends no webhook without its secret, and the log names the variable', async () => {
    const { lines, sent } = await deliver({ webhook: notice, hasSecret: false });

    expect(sent).toEqual([]);
    expect(lines).toContainEqual(
      expect.objectContaining({
        level: 'error',
        event: 'voicemail.webhook_unsigned',
        message: 'The webhook is not sent: SWITCHBOARD_WEBHOOK_SECRET is not set or not usable',
      }),
    );
  });

  it('logs a webhook that did not arrive, and sends the text all the same', async () => {
    const delivery: Delivery = {
      delivered: false,
      tries: 4,
      isRefused: false,
      problem: 'status 503',
    };

    const { lines, rest } = await deliver({ webhook: notice, delivery });

    expect(rest.sent).toHaveLength(1);
    expect(lines).toContainEqual(
      expect.objectContaining({
        level: 'error',
        event: 'voicemail.webhook_failed',
        tries: 4,
        problem: 'status 503',
      }),
    );
  });

  it('logs a text that Twilio does not take, and sends the webhook all the same', async () => {
    const failure = new Error(`The 'To' number ${PERSON} is not a valid phone number`);

    const { lines, sent } = await deliver({ webhook: notice, rest: new FakeRest('', failure) });

    expect(sent).toHaveLength(1);
    expect(lines).toContainEqual(
      expect.objectContaining({ level: 'error', event: 'voicemail.sms_failed' }),
    );
    expect(JSON.stringify(lines)).not.toMatch(/canary|2025550143|2025550171/);
  });
});
