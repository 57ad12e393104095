import { listSentenceLanguages } from '../../src/speech/sentences';
import { parseCaller } from '../../src/phone/caller';
import {
  planRecordedWebhook,
  planSms,
  planTranscribedWebhook,
  type VoicemailMessage,
} from '../../src/notifications/plan-recording-notifications';
import { CALLER, COLLEAGUE, OWN, PERSON, tenantOf, THIRD } from '../fakes/tenants';

const recordingSid = 'RE' + '1'.repeat(32);
const message: VoicemailMessage = {
  callSid: 'CA1',
  recordingSid,
  durationSeconds: 42,
  calledNumber: OWN,
  caller: parseCaller(CALLER),
};
const consoleUrl = 'https://console.twilio.com/us1/monitor/logs/calls/CA1';

const tenantWith = (notify: object, language = 'en-US') =>
  tenantOf({
    id: 'linden',
    name: 'Linden',
    language,
    voicemail: { maxSeconds: 120, transcribe: false, notify },
  });

describe('planSms', () => {
  it('tells each recipient who called, for how long, and where to listen', () => {
    const messages = planSms(tenantWith({ sms: { to: [PERSON, COLLEAGUE] } }), message);

    const body = `New voicemail for Linden from ${CALLER}, 42 s. Listen (login needed): ${consoleUrl}`;
    expect(messages).toEqual([
      { from: OWN, to: PERSON, body },
      { from: OWN, to: COLLEAGUE, body },
    ]);
  });

  it("is sent from the tenant's number for texts where it names one", () => {
    const [sms] = planSms(tenantWith({ sms: { to: [PERSON], from: THIRD } }), message);

    expect(sms?.from).toBe(THIRD);
  });

  it.each(['anonymous', 'sip:desk@example.com', 'client:jenny', '+266696687', '$&'])(
    'names no caller without a number: %s',
    (from) => {
      const tenant = tenantWith({ sms: { to: [PERSON] } });

      const [sms] = planSms(tenant, { ...message, caller: parseCaller(from) });

      expect(sms?.body).toContain('from an unknown caller, 42 s');
    },
  );

  it('shows the number of a SIP address (V2)', () => {
    const caller = parseCaller('sip:+12025550143;npdi@198.51.100.7');

    const [sms] = planSms(tenantWith({ sms: { to: [PERSON] } }), { ...message, caller });

    expect(sms?.body).toContain('from +12025550143, 42 s');
  });

  it.each([...listSentenceLanguages()])(
    'is complete in %s, with no recording in it',
    (language) => {
      const [sms] = planSms(tenantWith({ sms: { to: [PERSON] } }, language), message);

      for (const part of ['Linden', CALLER, '42', consoleUrl]) expect(sms?.body).toContain(part);
      expect(sms?.body).not.toMatch(/[{}[\]]|Recordings|api\.twilio|RE[0-9a-f]{32}/);
      expect(sms?.body.length).toBeLessThan(320);
    },
  );

  it('says that nobody knows how long it is', () => {
    const tenant = tenantWith({ sms: { to: [PERSON] } });

    const [sms] = planSms(tenant, { ...message, durationSeconds: undefined });

    expect(sms?.body).toContain(`from ${CALLER}, ? s. Listen`);
  });

  it.each([undefined, {}])('goes to nobody where the tenant wants none: %j', (notify) => {
    expect(planSms(notify ? tenantWith(notify) : tenantOf(), message)).toEqual([]);
  });
});

describe('the webhook of a message', () => {
  const url = 'https://crm.example/hook';

  it('tells of the call, the recording and where to listen, and of no address of the recording', () => {
    const notification = planRecordedWebhook(tenantWith({ webhook: { url } }), message);

    expect(notification).toEqual({
      tenantId: 'linden',
      secretEnv: undefined,
      webhook: {
        url,
        id: `voicemail.recorded.${recordingSid}`,
        type: 'voicemail.recorded',
        data: {
          tenantId: 'linden',
          callSid: 'CA1',
          calledNumber: OWN,
          callerNumber: CALLER,
          recordingSid,
          durationSeconds: 42,
          consoleUrl,
        },
      },
    });
  });

  it('brings the words, under an id of its own', () => {
    const notification = planTranscribedWebhook(
      tenantWith({ webhook: { url } }),
      message,
      'Call me.',
    );

    expect(notification?.webhook).toMatchObject({
      id: `voicemail.transcribed.${recordingSid}`,
      type: 'voicemail.transcribed',
      data: { text: 'Call me.', recordingSid, callerNumber: CALLER },
    });
  });

  it('is signed with the secret that the tenant names', () => {
    const tenant = tenantWith({ webhook: { url, secretEnv: 'SWITCHBOARD_WEBHOOK_SECRET_ACME' } });

    expect(planRecordedWebhook(tenant, message)?.secretEnv).toBe('SWITCHBOARD_WEBHOOK_SECRET_ACME');
  });

  it('says null for numbers that are none', () => {
    const nobody = { ...message, calledNumber: '', caller: parseCaller('anonymous') };

    const notification = planRecordedWebhook(tenantWith({ webhook: { url } }), nobody);

    expect(notification?.webhook.data).toMatchObject({ calledNumber: null, callerNumber: null });
  });

  it('says null for a length that nobody told', () => {
    const unmeasured = { ...message, durationSeconds: undefined };

    const notification = planRecordedWebhook(tenantWith({ webhook: { url } }), unmeasured);

    expect(notification?.webhook.data).toMatchObject({ durationSeconds: null });
  });

  it('is not sent where the tenant wants none', () => {
    expect(planRecordedWebhook(tenantWith({}), message)).toBeUndefined();
    expect(planTranscribedWebhook(tenantOf(), message, 'x')).toBeUndefined();
  });
});
