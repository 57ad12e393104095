import { checks } from '../../../../cli/setup/doctor/checks';
import { deployedCode } from '../../../../cli/setup/doctor/checks/deployed-code';
import { deployment } from '../../../../cli/setup/doctor/checks/deployment';
import { environmentLimits } from '../../../../cli/setup/doctor/checks/environment-limits';
import { clock } from '../../../../cli/setup/doctor/checks/clock';
import { liveBuild } from '../../../../cli/setup/doctor/checks/live-build';
import { nodeVersion } from '../../../../cli/setup/doctor/checks/node-version';
import { numberWebhooks } from '../../../../cli/setup/doctor/checks/number-webhooks';
import { serviceCredentials } from '../../../../cli/setup/doctor/checks/service-credentials';
import { tenantFile } from '../../../../cli/setup/doctor/checks/tenant-file';
import { twilioCredentials } from '../../../../cli/setup/doctor/checks/twilio-credentials';
import { readConfig } from '../../../../src/config/config';
import { accountNumber, fakeDoctorContext, unknown } from '../../../fakes/doctor-facts';
import { describeCheck, type Parts } from './describe-check';

const healthy = fakeDoctorContext();
const live = healthy.liveBuild.value!;
const local = healthy.localBuild.value!;
const where = healthy.deployment.value!;
const withDeployment = (parts: object): Parts => ({
  deployment: { value: { ...where, ...parts } },
});
const withNumber = (parts: object): Parts => ({ numbers: { value: [accountNumber(parts)] } });
const withLive = (parts: object): Parts => ({ liveBuild: { value: { ...live, ...parts } } });
const withLocal = (parts: object): Parts => ({ localBuild: { value: { ...local, ...parts } } });
const withEnvironment = (variables: Record<string, string>): Parts => ({
  environment: variables,
  config: readConfig(variables),
});
describe('a healthy chain', () => {
  it.each(checks.map(({ id, run }) => [id, run] as const))('passes %s', async (_id, run) => {
    expect(await run(healthy)).toMatchObject({ status: 'pass', exitCode: 0 });
  });

  it('has ids of its own for every check', () => {
    expect(new Set(checks.map(({ id }) => id)).size).toBe(checks.length);
  });
});

describe('a chain of which nothing is known', () => {
  const nothing = fakeDoctorContext({
    manifest: undefined,
    uploaded: undefined,
    ...withEnvironment({}),
    tenants: unknown(),
    vapi: unknown({ kind: 'absent' }),
    twilio: unknown({ kind: 'absent' }),
    deployment: unknown({ kind: 'inherited' }),
    numbers: unknown({ kind: 'inherited' }),
    liveBuild: unknown({ kind: 'inherited' }),
    localBuild: unknown(),
    served: [],
    twilioAnswer: undefined,
  });
  const own = ['environment', 'tenant-file'];

  it.each(checks.filter(({ id }) => !own.includes(id)).map(({ id, run }) => [id, run] as const))(
    'skips %s and says why',
    async (_id, run) => {
      const { status, found } = await run(nothing);

      expect(status).toBe('skip');
      expect(found).toMatch(/\w+/);
    },
  );
});

describeCheck(nodeVersion, [
  [/v20\.19\.0 is in/, 'pass', { nodeVersion: 'v20.19.0' }],
  [/v20\.18\.3 is not in/, 'fail', { nodeVersion: 'v20.18.3' }],
  [/v22\.11\.0 is not in/, 'fail', { nodeVersion: 'v22.11.0' }],
  [/v24\.1\.0 is not in/, 'fail', { nodeVersion: 'v24.1.0' }],
  [/v21\.9\.9 is not in/, 'fail', { nodeVersion: 'v21.9.9' }],
]);

describeCheck(deployment, [
  [
    /^\.twiliodeployinfo leads/,
    'fail',
    withDeployment({
      difference: { problem: '.twiliodeployinfo leads deploys away', fix: 'rm it' },
    }),
  ],
]);

describeCheck(environmentLimits, [
  [/A has 450 bytes, but must have fewer than 450/, 'fail', { uploaded: { A: 'x'.repeat(450) } }],
  [/^1 variables/, 'pass', { uploaded: { A: 'x'.repeat(449) } }],
  [/A has 450 bytes/, 'fail', { uploaded: { A: 'ü'.repeat(225) } }],
  [
    /all values together have 3\d{3} bytes, but may have at most 3072/,
    'fail',
    { uploaded: Object.fromEntries([...'ABCDEFG'].map((name) => [name, 'x'.repeat(440)])) },
  ],
  [
    /uploads TWILIO_API_SECRET to every Function/,
    'warn',
    { uploaded: { TWILIO_API_SECRET: 'canary' } },
  ],
]);

describeCheck(tenantFile, [
  [/it broke/, 'fail', { tenants: unknown({ exitCode: 1, fix: 'repair it' }) }, 1],
  [
    /there is no tenant file/,
    'warn',
    { tenants: { value: { file: undefined, tenants: { defaults: {}, tenants: [] } } } },
  ],
  [
    /has no tenant/,
    'warn',
    { tenants: { value: { file: 'x', tenants: { defaults: {}, tenants: [] } } } },
  ],
]);

describeCheck(twilioCredentials, [
  [/not accepted/, 'fail', { twilio: unknown({ why: 'not accepted', exitCode: 3, fix: 'f' }) }, 3],
  [/unreachable/, 'fail', { twilio: unknown({ why: 'unreachable' }) }, 4],
  [
    /no account/,
    'skip',
    { twilio: unknown({ kind: 'absent', why: 'no account', exitCode: 3, fix: 'f' }) },
    3,
  ],
]);

describeCheck(deployment, [
  [/no Service/, 'fail', { deployment: unknown({ why: 'no Service', exitCode: 1, fix: 'f' }) }],
  [/not looked at: it broke/, 'skip', { deployment: unknown({ kind: 'inherited' }) }],
]);

describeCheck(numberWebhooks, [
  [/is not a number of this Twilio account/, 'fail', { numbers: { value: [] } }],
  [/SIP trunk TK1, which wins/, 'fail', withNumber({ trunkSid: 'TK1' })],
  [/TwiML App AP1, which wins/, 'fail', withNumber({ voiceApplicationSid: 'AP1' })],
  [
    /api\.vapi\.ai\/twilio\/inbound_call: importing it into Vapi has overwritten/,
    'fail',
    withNumber({ voiceUrl: 'https://api.vapi.ai/twilio/inbound_call' }),
  ],
  [
    /asks https:\/\/example\.com\/x$/,
    'fail',
    withNumber({ voiceUrl: 'https://user:canary@example.com/x?token=canary' }),
  ],
  [/asks https:\/\/notvapi\.ai\/$/, 'fail', withNumber({ voiceUrl: 'https://notvapi.ai/' })],
  [/voice URL is empty/, 'fail', withNumber({ voiceUrl: '' })],
  [
    /asks http:\/\/\S+\/incoming-call: Functions and assets take https only/,
    'fail',
    withNumber({ voiceUrl: `http://${where.domainName}/incoming-call` }),
  ],
  [
    /api\.ie1\.twilio\.com names a region without its edge/,
    'fail',
    withNumber({ voiceUrl: 'https://api.ie1.twilio.com/x' }),
  ],
  [
    /asks nobody: its fallback URL is empty when our Functions fail, not https:\/\/\S+\/fallback\/default\.xml$/,
    'warn',
    withNumber({ voiceFallbackUrl: '' }),
  ],
  [
    /asks https:\/\/\S+\/fallback\/gone\.xml when our Functions fail/,
    'warn',
    withNumber({ voiceFallbackUrl: `https://${where.domainName}/fallback/gone.xml` }),
  ],
  [/by GET, not by POST/, 'warn', withNumber({ voiceMethod: 'GET' })],
  [
    /1 number asks/,
    'pass',
    withNumber({ voiceUrl: `https://${where.domainName}/incoming-call#rc=2&rp=5xx` }),
  ],
  [/it broke/, 'fail', { numbers: unknown() }, 4],
  [/not looked at: it broke/, 'skip', { deployment: unknown() }],
]);

describeCheck(liveBuild, [
  [/runs on node18/, 'fail', withLive({ runtime: 'node18' })],
  [/runs on node20, \.twilioserverlessrc asks for node22/, 'warn', withLive({ runtime: 'node20' })],
  [/names no @twilio\/runtime-handler/, 'warn', withLive({ dependencies: {} })],
  [
    /runtime-handler 2\.0\.3, package\.json asks for 2\.0\.1/,
    'warn',
    withLive({ dependencies: { '@twilio/runtime-handler': '2.0.3' } }),
  ],
  [
    /no build is live/,
    'fail',
    { liveBuild: unknown({ why: 'no build is live', exitCode: 1, fix: 'f' }) },
  ],
]);

describeCheck(deployedCode, [
  [
    /\/incoming-call differs from the version in dist/,
    'fail',
    withLive({ functions: [{ ...live.functions[0], sha256: 'bb' }] }),
  ],
  [/\/incoming-call is not deployed/, 'fail', withLive({ functions: [] })],
  [
    /deployed as public, built as protected/,
    'fail',
    withLive({ functions: [{ ...live.functions[0], visibility: 'public' }] }),
  ],
  [
    /\/old is deployed, but not in dist/,
    'fail',
    withLive({
      functions: [
        ...live.functions,
        { path: '/old', visibility: 'public', sha256: '', commit: undefined },
      ],
    }),
  ],
  [/\/tenants\.json is not deployed/, 'fail', withLive({ assets: [] })],
  [/built from other sources or tenants/, 'warn', withLocal({ isStale: true })],
  [/not compared: it broke/, 'skip', { localBuild: unknown() }],
  [
    /tenants that are live \(ffffffffffff\) differ from those in dist \(a1b2c3d4e5f6\)/,
    'fail',
    { liveTenantsHash: { value: 'ffffffffffff' } },
  ],
  [/tenants could not be compared: it broke/, 'warn', { liveTenantsHash: unknown() }],
  [
    /live is commit c0ffee000002, dist is c0ffee000001/,
    'warn',
    withLive({ functions: [{ ...live.functions[0], commit: 'c0ffee000002' }] }),
  ],
  [/tenants \(a1b2c3d4e5f6\) are the same, of commit c0ffee000001$/, 'pass', {}],
]);

describe('deployed-code', () => {
  it('fails where what must be there is absent on both sides (F1)', async () => {
    const context = fakeDoctorContext({
      ...withLive({ assets: [] }),
      ...withLocal({ assets: [] }),
    });

    const { status, found } = await deployedCode.run(context);

    expect(status).toBe('fail');
    expect(found).toBe(
      '/tenants.json is neither in dist nor deployed; /fallback/default.xml is neither in dist nor deployed',
    );
  });
});

describeCheck(serviceCredentials, [
  [/only tenants\.protected\.json needs it/, 'warn', withDeployment({ includeCredentials: false })],
  [
    /cannot fetch tenants\.protected\.json/,
    'fail',
    {
      ...withDeployment({ includeCredentials: false }),
      tenants: {
        value: { ...healthy.tenants.value!, file: 'src/assets/tenants.protected.json' },
      },
    },
  ],
]);

describeCheck(clock, [
  [/31 s ahead of Twilio's/, 'warn', { twilioAnswer: { status: 401, clockAheadMs: 31_000 } }],
  [/3600 s behind Twilio's/, 'warn', { twilioAnswer: { status: 401, clockAheadMs: -3_600_000 } }],
  [/agrees with Vapi and Twilio/, 'pass', { twilioAnswer: { status: 401, clockAheadMs: 30_000 } }],
  [/agrees with Vapi$/, 'pass', { twilioAnswer: { error: 'ECONNREFUSED' } }],
]);
