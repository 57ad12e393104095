import { bounds } from '../../src/config/bounds';
import { Secret } from '../../src/config/secret';
import {
  deliverNotifications,
  type DeliveryServices,
} from '../../src/notifications/deliver-notifications';
import type { SignedNotification } from '../../src/notifications/deliver-webhook';
import type { Delivery, Webhook } from '../../src/webhooks/send';
import { createFakeLog } from '../fakes/fake-log';
import { MessageAccount } from '../fakes/message-account';
import { CALLER, OWN, PERSON } from '../fakes/tenants';

let account: MessageAccount;
beforeEach(async () => {
  account = await MessageAccount.start();
});
afterEach(() => account.network.stop());

const notification: SignedNotification = {
  tenantId: 'linden',
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
  hasSecret?: boolean;
  delivery?: Delivery;
  webhook?: SignedNotification;
  copies?: number;
}) => {
  const { log, entries } = createFakeLog();
  const { hasSecret = true, webhook, copies = 1 } = parts;
  const sent: Webhook[] = [];
  const secrets: string[] = [];
  const context: DeliveryServices = {
    rest: account.rest,
    bounds: { store: account.boundStore, nowMs: Date.now, log },
    findHeaderValue: () => undefined,
    findSecret: () => (hasSecret ? new Secret('canary-secret') : undefined),
    send: (message, secret) => {
      sent.push(message);
      secrets.push(secret.reveal());
      return Promise.resolve(parts.delivery ?? { delivered: true, tries: 1 });
    },
    log,
  };
  for (let copy = 0; copy < copies; copy += 1)
    await deliverNotifications({ sms, webhook }, context);
  return { entries, sent, secrets, texts: account.network.messages };
};

describe('deliverNotifications', () => {
  it('sends all of them and leaves a masked log entry for each', async () => {
    const { entries, sent, texts } = await deliver({ webhook: notification });

    expect(texts).toMatchObject(sms);
    expect(sent).toEqual([notification.webhook]);
    expect(entries).toHaveLength(2);
    expect(entries).toEqual(
      expect.arrayContaining([
        expect.objectContaining({ event: 'voicemail.sms_sent', to: '+*********71' }),
        expect.objectContaining({ event: 'voicemail.webhook_sent', host: 'crm.example', tries: 1 }),
      ]),
    );
  });

  it('signs with a secret of the tenant where it names none, and else with the named one (T13)', async () => {
    const named = await deliver({ webhook: notification });
    const own = await deliver({ webhook: { ...notification, secretEnv: undefined } });
    const other = { ...notification, secretEnv: undefined, tenantId: 'willow' };
    const others = await deliver({ webhook: other });

    const [first] = named.secrets;
    expect(first).toBe('canary-secret');
    expect(own.secrets[0]).toMatch(/^whsec_[A-Za-z0-9+/]{43}=$/);
    expect(others.secrets[0]).not.toBe(own.secrets[0]);
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

  it('sends so many webhooks in an hour, then one that says so, and logs each that it keeps back (T11)', async () => {
    await deliver({ webhook: notification });
    const spent = account.network.sync.items.find(({ key }) => key.startsWith('webhooks'));
    Object.assign(spent?.data ?? {}, { count: bounds.webhooksPerTenantHour - 1 });

    const { entries, sent } = await deliver({ webhook: notification, copies: 4 });

    expect(sent.map(({ type }) => type)).toEqual(['voicemail.recorded', 'webhooks.limited']);
    expect(sent[1]?.data).toMatchObject({ tenantId: 'linden', max: 600 });
    const eventsOf = (event: string) => entries.filter((entry) => entry['event'] === event);
    expect(eventsOf('bound.met')).toMatchObject([{ bound: 'webhooksPerTenantHour' }]);
    expect(eventsOf('voicemail.webhook_over_bound')).toMatchObject(
      Array<object>(3).fill({ level: 'warn', webhookId: 'i1', host: 'crm.example' }),
    );
  });

  it('logs a webhook that did not arrive, and sends the text all the same', async () => {
    const delivery: Delivery = {
      delivered: false,
      tries: 4,
      isRefused: false,
      problem: 'status 503',
    };

    const { entries, texts } = await deliver({ webhook: notification, delivery });

    expect(texts).toHaveLength(1);
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
    const message = `The 'To' number ${PERSON} is not a valid phone number`;
    account.fail({ status: 400, code: 21211, message });

    const { entries, sent } = await deliver({ webhook: notification });

    expect(sent).toHaveLength(1);
    expect(entries).toContainEqual(
      expect.objectContaining({ level: 'error', event: 'voicemail.sms_failed' }),
    );
    expect(JSON.stringify(entries)).not.toMatch(/canary|2025550143|2025550171/);
  });
});
