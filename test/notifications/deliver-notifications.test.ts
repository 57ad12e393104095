import { Secret } from '../../src/config/secret';
import { deliverNotifications } from '../../src/notifications/deliver-notifications';
import type { SignedNotification } from '../../src/notifications/deliver-webhook';
import type { Delivery, Webhook } from '../../src/webhooks/send';
import { createFakeLog } from '../fakes/fake-log';
import { FakeRest } from '../fakes/fake-rest';
import { CALLER, OWN, PERSON } from '../fakes/tenants';

const notification: SignedNotification = {
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
  webhook?: SignedNotification;
}) => {
  const { log, entries } = createFakeLog();
  const { rest = new FakeRest(CALLER), hasSecret = true, webhook } = parts;
  const sent: Webhook[] = [];
  await deliverNotifications(
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
  return { entries, sent, rest };
};

describe('deliverNotifications', () => {
  it('sends all of them and leaves a masked log entry for each', async () => {
    const { entries, sent, rest } = await deliver({ webhook: notification });

    expect([rest.sent, sent]).toEqual([sms, [notification.webhook]]);
    expect(entries.map(({ event }) => event)).toEqual([
      'voicemail.sms_sent',
      'voicemail.webhook_sent',
    ]);
    expect(entries[0]).toMatchObject({ to: '+*********71' });
    expect(entries[1]).toMatchObject({ host: 'crm.example', tries: 1 });
  });

  it('sends no webhook without its secret, and the log names the variable', async () => {
    const { entries, sent } = await deliver({ webhook: notification, hasSecret: false });

    expect(sent).toEqual([]);
    expect(entries).toContainEqual(
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

    const { entries, rest } = await deliver({ webhook: notification, delivery });

    expect(rest.sent).toHaveLength(1);
    expect(entries).toContainEqual(
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

    const { entries, sent } = await deliver({
      webhook: notification,
      rest: new FakeRest('', failure),
    });

    expect(sent).toHaveLength(1);
    expect(entries).toContainEqual(
      expect.objectContaining({ level: 'error', event: 'voicemail.sms_failed' }),
    );
    expect(JSON.stringify(entries)).not.toMatch(/canary|2025550143|2025550171/);
  });
});
