import { unsignedRequests } from '../../../../cli/setup/doctor/checks/unsigned-requests';
import { webhookSigning } from '../../../../cli/setup/doctor/checks/webhook-signing';
import type { WebhookRule } from '../../../../cli/setup/doctor/webhook-rules';
import { protectedPaths } from '../../../../src/twilio/urls';
import { fakeDoctorContext, unknown } from '../../../fakes/doctor-facts';
import { describeCheck, type Parts } from './describe-check';

const answering = (status: number): Parts => ({ askPlainly: () => Promise.resolve({ status }) });

describeCheck(unsignedRequests, [
  [/protected URLs refuse it/, 'pass', answering(400)],
  [/answers 200 to an unsigned request: anybody/, 'fail', answering(200)],
  [/answers 404 .*not deployed/, 'fail', answering(404)],
  [/answers 502/, 'fail', answering(502)],
  [
    /cannot be reached \(ECONNREFUSED\)/,
    'fail',
    { askPlainly: () => Promise.resolve({ error: 'ECONNREFUSED' }) },
    4,
  ],
  [/^all \d+ protected URLs refuse it$/, 'pass', { ...answering(403), served: [] }],
]);

describe('unsigned-requests', () => {
  it('posts to every Function of ours, reads assets and leaves the others alone', async () => {
    const asked: string[] = [];
    const context = fakeDoctorContext({
      served: [
        { path: '/incoming-call', visibility: 'protected' },
        { path: '/tenants.json', visibility: 'protected' },
        { path: '/open', visibility: 'public' },
        { path: '/secret.json', visibility: 'private' },
      ],
      askPlainly: (method, url) => {
        asked.push(`${method} ${new URL(url).pathname}`);
        return Promise.resolve({ status: 403 });
      },
    });

    await unsignedRequests.run(context);

    const posts = protectedPaths.map((path) => `POST ${path}`);
    expect(asked).toEqual([...posts, 'GET /tenants.json']);
  });
});

const HOST = `https://${fakeDoctorContext().deployment.value!.domainName}`;
const withRules = (...rules: Partial<WebhookRule>[]): Parts => ({
  webhookRules: {
    value: rules.map((rule, index) => ({
      id: `webhooks_rule_${index}`,
      matchType: 'PREFIX_MATCH',
      match: `${HOST}/`,
      signatures: [],
      ...rule,
    })),
  },
});
const shared = [{ settingId: 'webhooks_setting_1', sharedKeyId: 'webhooks_sharedkey_1' }];

describeCheck(webhookSigning, [
  [/^no webhook rule signs/, 'pass', withRules()],
  [
    /to https:\/\/\S+\/ are signed with webhooks_sharedkey_1/,
    'warn',
    withRules({ signatures: shared }),
  ],
  [
    /to all other URLs are not signed \(rule webhooks_rule_0/,
    'warn',
    withRules({
      matchType: 'DEFAULT',
      match: undefined,
      signatures: [{ settingId: 'webhooks_setting_1', sharedKeyId: undefined }],
    }),
  ],
  [
    /incoming-call are signed/,
    'warn',
    withRules({}, { matchType: 'EXACT_MATCH', match: `${HOST}/incoming-call`, signatures: shared }),
  ],
  [
    /^no webhook rule signs/,
    'pass',
    // The longer prefix is used for all of ours.
    withRules({}, { match: 'https://', signatures: shared }),
  ],
  [/^no webhook rule signs/, 'pass', withRules({ match: 'https://other/', signatures: shared })],
  [/could not be seen: not there/, 'skip', { webhookRules: unknown({ why: 'not there' }) }],
]);
