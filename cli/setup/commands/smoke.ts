import { randomBytes } from 'node:crypto';
import { parseTwiml, walk } from '../../../src/twiml/document';
import { LAST_RESORT_TWIML } from '../../../src/twiml/last-resort';
import { paths, protectedPaths } from '../../../src/twilio/urls';
import { CliError } from '../../core/cli-error';
import type { Command, CommandInput, CommandReport } from '../../core/command';
import {
  type DeployedAnswer,
  type DeployedRequest,
  requestDeployed,
} from '../../core/deployed-client';
import {
  ENVIRONMENT_HELP,
  environmentOption,
  getDeployment,
  parseDomain,
} from '../../core/deployment';
import { exitCodes } from '../../core/exit-codes';
import { type Outage, isOutage, NO_OUTAGE } from '../../../src/config/outage';
import { findTenant } from '../../core/tenant-option';
import { OUTAGE_SWITCH, readSwitch } from '../../core/deployed-switch';
import { formatOutage } from '../../print/outage';
import { formatTable } from '../../print/table';
import { createTwilioClient, readTwilioCredentials, tryAuthToken } from '../../core/twilio-client';

interface SmokeCheck {
  readonly what: string;
  readonly isGood: boolean;
  readonly found: string;
}

/** A number that nobody can have: North America has no area code 555. */
const NOBODYS_NUMBER = '+15550100000';
/** Another one: a call from a number to itself counts as our own leg that came back. */
const CALLER = '+15550100001';

const PROTECTED_PATHS = [...protectedPaths, paths.staticFallback('default')];

/** `switchboard smoke`: checks that a fresh deploy works at all. */
export const smoke: Command = {
  summary: 'tries out a deployed environment',
  details: `Sends an unsigned request to every protected URL, which must be refused, and a signed call to
/incoming-call, which must be answered with TwiML that speaks; with --to or VAPI_ASSISTANT_ID, with the
assistant's stream. Signing needs the account's Auth Token (TWILIO_AUTH_TOKEN), which is
tried at Twilio's API first. The call goes to a number without a tenant: if VAPI_ASSISTANT_ID is set, it takes
one slot at Vapi until Vapi finds that nobody is there. While the outage switch is on for the called
number, the call must hear the fallback instead; with --domain, the switch is not looked at.

  ${ENVIRONMENT_HELP}
  --domain       the host, instead of looking it up
  --to           called number; default one that no tenant has`,
  examples: [
    'npm run switchboard -- smoke --environment dev',
    'npm run switchboard -- smoke --domain vapi-switchboard-1234-dev.twil.io --json',
  ],
  options: { ...environmentOption, domain: { type: 'string' }, to: { type: 'string' } },
  async run(input) {
    const { accountSid, authToken } = readTwilioCredentials(input.environment);
    if (authToken === undefined) {
      throw new CliError(
        exitCodes.configuration,
        'a signed call needs the Auth Token of the account',
        'set TWILIO_AUTH_TOKEN; an API key cannot sign',
      );
    }
    await tryAuthToken(accountSid, authToken, input);
    const target = await findTarget(input);
    const { httpsAgent } = input;
    const checks: SmokeCheck[] = [];
    for (const path of PROTECTED_PATHS) {
      input.progress.show(`unsigned ${path}`);
      checks.push(await checkRefusal({ ...target, httpsAgent }, path));
    }
    input.progress.show('a signed call');
    checks.push(await checkCall(target, authToken, input));
    checks.push(await checkStaticFallback({ ...target, httpsAgent }, authToken));
    return buildReport(target, checks);
  },
};

interface SmokeTarget {
  readonly domainName: string;
  /** Undefined if only the host is known. */
  readonly outage: Outage | undefined;
}

async function findTarget(input: CommandInput): Promise<SmokeTarget> {
  const { domain } = input.values;
  if (typeof domain === 'string') return { domainName: parseDomain(domain), outage: undefined };
  const client = createTwilioClient(readTwilioCredentials(input.environment), input);
  const deployment = await getDeployment(client, input);
  const { state: outage } = await readSwitch({ client, deployment }, OUTAGE_SWITCH);
  return { domainName: deployment.domainName, outage };
}

type Domain = Pick<DeployedRequest, 'domainName' | 'httpsAgent'>;

async function checkRefusal(domain: Domain, path: string): Promise<SmokeCheck> {
  const form = path.endsWith('.xml') ? {} : { form: { CallSid: 'CA0' } };
  const { status } = await requestDeployed({ ...domain, path, ...form });
  return {
    what: `unsigned ${path} is refused`,
    // The documentation names 400 for Functions and 403 for assets.
    isGood: status === 400 || status === 403,
    found: String(status),
  };
}

async function checkCall(
  { domainName, outage }: SmokeTarget,
  authToken: string,
  input: CommandInput,
): Promise<SmokeCheck> {
  const { values, environment, httpsAgent } = input;
  const calledNumber = String(values['to'] ?? NOBODYS_NUMBER);
  const form = {
    CallSid: `CA${randomBytes(16).toString('hex')}`,
    From: CALLER,
    To: calledNumber,
    Direction: 'inbound',
    CallStatus: 'ringing',
  };
  const path = paths.incomingCall;
  const answer = await requestDeployed({ domainName, httpsAgent, path, form, authToken });
  if (isOutage(outage ?? NO_OUTAGE, findTenant(calledNumber, input))) {
    return checkTwiml('the outage switch is on: a signed call hears the fallback', answer, [
      'Say',
      'Dial',
    ]);
  }
  const hasAssistant = values['to'] !== undefined || Boolean(environment['VAPI_ASSISTANT_ID']);
  if (!hasAssistant) return checkTwiml('a signed call is answered', answer);
  // Callers who are asked about recording, or go through the queue, get the assistant later.
  const speaking = ['Stream', 'Gather', 'Enqueue'];
  const check = checkTwiml('a signed call reaches the assistant', answer, speaking);
  if (check.isGood || outage !== undefined) return check;
  return { ...check, found: `${check.found}; the outage switch was not looked at` };
}

async function checkStaticFallback(domain: Domain, authToken: string): Promise<SmokeCheck> {
  const path = paths.staticFallback('default');
  const answer = await requestDeployed({ ...domain, path, authToken });
  return checkTwiml('the static fallback speaks', answer);
}

function checkTwiml(
  what: string,
  { status, contentType, body, durationMs }: DeployedAnswer,
  speaking: readonly string[] = ['Stream', 'Say', 'Dial'],
): SmokeCheck {
  if (status !== 200) return { what, isGood: false, found: String(status) };
  if (body === LAST_RESORT_TWIML)
    return { what, isGood: false, found: 'the last resort: an error' };
  if (!/\bxml\b/.test(contentType)) return { what, isGood: false, found: contentType };
  const verbs = listVerbs(body);
  const [, speaker = 'silence'] = SPEAKERS.find(([verb]) => verbs.includes(verb)) ?? [];
  const isGood = speaking.some((verb) => verbs.includes(verb));
  return { what, isGood, found: `${speaker}, ${durationMs} ms` };
}

/** Who speaks, by the verb; the first match counts. */
const SPEAKERS = [
  ['Stream', 'the assistant'],
  ['Gather', 'the question about recording'],
  ['Enqueue', 'the queue'],
  ['Say', 'the fallback'],
  ['Dial', 'the fallback'],
] as const;

function listVerbs(xml: string): string[] {
  try {
    return [...walk(parseTwiml(xml))].map(({ name }) => name);
  } catch {
    return [];
  }
}

function buildReport(
  { domainName, outage }: SmokeTarget,
  checks: readonly SmokeCheck[],
): CommandReport {
  const isOn = outage !== undefined && (outage.all || outage.tenantIds.length > 0);
  const heading = isOn ? `${domainName}\nthe outage switch is ${formatOutage(outage)}` : domainName;
  const bad = checks.filter(({ isGood }) => !isGood);
  const rows = checks.map(({ what, isGood, found }) => [isGood ? 'ok' : 'BAD', what, found]);
  return {
    data: { domainName, outage: outage ?? null, checks },
    problems: bad.map(({ what, found }) => `failed: ${what} (found ${found})`),
    text: `${heading}\n\n${formatTable(['', 'check', 'found'], rows)}`,
    exitCode: bad.length === 0 ? exitCodes.done : exitCodes.found,
  };
}
