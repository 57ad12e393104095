import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { inProject } from '../../build/project';
import { callGateway } from '../platform/call-gateway';
import { type Platform, startPlatform } from '../platform/start-platform';
import { buildOrganisation, readTenantFile } from '../project/sandbox-project';
import { makeSid } from '../sid';
import { placeCall } from '../twilio/place-call';
import type { WebhookAnswer, WebhookForm } from '../twilio/webhook';
import type { DeployedEnvironment } from '../twilio-api/deployed-environment';
import { StandInVapi } from '../vapi/stand-in-vapi';
import { canaries, type SeenText } from './canaries';
import { setVariables } from './change-deployment';
import { faultAssetsFolder } from './deploy-once';
import type { FaultCase } from './fault-case';
import { LOOPBACK_ONLY } from './loopback-only';
import { type BrokenPlace, openBrokenPlace } from './network-faults';

/** What became of a call. */
export type CallReport = Awaited<ReturnType<typeof placeCall>>;

/** An answer that Twilio got. */
export interface SeenAnswer extends WebhookAnswer {
  readonly url: string;
  readonly headers: string;
}

/** One call: what the caller met, what Twilio got, and what Vapi was asked. */
export interface SeenCall {
  readonly report: CallReport;
  readonly answers: readonly SeenAnswer[];
  /** `POST /call` requests on its behalf. */
  readonly postCount: number;
}

/** The called number, its tenant's id and the caller, unless a case says otherwise. */
const RIVERSIDE = { number: '+12025550101', fallbackPath: '/fallback/riverside-dental.xml' };
export const CALLER = '+12025550143';

/** How much faster than in life audio and pauses pass. */
const SPEED = 10;

/** A stand-in Vapi and a platform with the deployed project, broken as a case says. */
export class FaultWorld {
  readonly calls: SeenCall[] = [];
  readonly vapi: StandInVapi;
  readonly #parts: WorldParts;

  private constructor(parts: WorldParts) {
    this.vapi = parts.vapi;
    this.#parts = parts;
  }

  /** Starts a world on free ports of loopback. */
  static async start(fault: FaultCase, deployed: DeployedEnvironment): Promise<FaultWorld> {
    const vapi = await StandInVapi.start({ organisation: listOrganisation(), lines: 1_000 });
    const api = fault.apiAt && (await openBrokenPlace(fault.apiAt));
    const stream = fault.streamAt && (await openBrokenPlace(fault.streamAt));
    breakVapi(vapi, fault, stream);
    const connected = setVariables({
      VAPI_BASE_URL: api ? `${api.protocol}://${api.host}` : vapi.apiUrl,
      VAPI_STREAM_HOSTS: 'localhost,does-not-exist.invalid',
    })(deployed);
    const environment = fault.change?.(connected) ?? connected;
    const folder = await mkdtemp(path.join(tmpdir(), 'fault-'));
    const preloadFile = path.join(folder, 'preload.js');
    await writeFile(preloadFile, `${LOOPBACK_ONLY}\n${fault.preload ?? ''}`);
    const platform = await startPlatform([environment], {
      projectFolder: inProject(),
      preloadFiles: [preloadFile],
    });
    const cleanUps = [
      () => platform.stop(),
      () => vapi.stop(),
      ...[api, stream].flatMap((place) => (place ? [place.stop] : [])),
      () => rm(folder, { recursive: true, force: true }),
    ];
    return new FaultWorld({ fault, environment, vapi, platform, cleanUps });
  }

  /** Places one call, after those before it. */
  async call(): Promise<void> {
    await this.#record(1);
  }

  /** Places one call whose webhooks are delivered twice at once. */
  async callTwice(): Promise<void> {
    await this.#record(2);
  }

  /** Everything that left the Functions so far. */
  listSeenTexts(): SeenText[] {
    const { domainName } = this.#parts.environment;
    const answers = this.calls.flatMap(({ answers }) => answers);
    const logLines = this.#parts.platform.listLogLines(domainName);
    const requests = this.vapi.calls.map(({ request }) => JSON.stringify(request));
    return [
      ...answers.flatMap(({ url, headers, body }) => {
        const { pathname } = new URL(url);
        return [
          { where: `the URL of ${pathname}`, text: url, isKept: true },
          { where: `headers of ${pathname}`, text: headers, isKept: true },
          { where: `the answer of ${pathname}`, text: body, isKept: false },
        ];
      }),
      ...logLines.map(({ path, line }) => ({
        where: `the log of ${path}`,
        text: line,
        isKept: true,
      })),
      ...requests.map((text) => ({ where: 'the body of POST /call', text, isKept: false })),
    ];
  }

  async stop(): Promise<void> {
    for (const cleanUp of this.#parts.cleanUps) await cleanUp();
  }

  async #record(copies: number): Promise<void> {
    const postsBefore = this.vapi.postCount;
    const answers: SeenAnswer[] = [];
    const callSid = makeSid('CA');
    const place = () => this.#place(callSid, answers);
    const [report] = await Promise.all(Array.from({ length: copies }, place));
    if (report === undefined) throw new Error('no call was placed');
    this.calls.push({ report, answers, postCount: this.vapi.postCount - postsBefore });
  }

  #place(callSid: string, answers: SeenAnswer[]): Promise<CallReport> {
    const { domainName, authToken, accountSid } = this.#parts.environment;
    const { from = CALLER, to = RIVERSIDE.number, parameters = {} } = this.#parts.fault;
    const ask = async (url: string, token: string, form?: WebhookForm) => {
      const answer = await askGateway(this.#parts.platform, { url, authToken: token, form });
      answers.push(answer);
      return answer;
    };
    // Spread, as a caller that knows no fallback URL has no such options.
    const beside = {
      fallbackUrl: `https://${domainName}${RIVERSIDE.fallbackPath}`,
      get: (url: string, token: string) => ask(url, token),
    };
    return placeCall({
      voiceUrl: `https://${domainName}/incoming-call`,
      authToken,
      accountSid,
      from,
      to,
      callSid,
      certificateAuthority: this.vapi.certificateAuthority,
      speed: SPEED,
      post: (url, form, token) => ask(url, token, { ...form, ...parameters }),
      ...beside,
    });
  }
}

interface WorldParts {
  readonly fault: FaultCase;
  readonly environment: DeployedEnvironment;
  readonly vapi: StandInVapi;
  readonly platform: Platform;
  readonly cleanUps: readonly (() => Promise<void>)[];
}

function listOrganisation() {
  return {
    ...buildOrganisation(readTenantFile(faultAssetsFolder)),
    apiKey: canaries.VAPI_API_KEY,
    otherApiKeys: [canaries.VAPI_API_KEY_HARBOUR],
  };
}

function breakVapi(
  vapi: StandInVapi,
  { fault, firstFault, lookupFault }: FaultCase,
  stream: BrokenPlace | undefined,
): void {
  const address = stream && `<Stream url="wss://${stream.host}/call/transport"/>`;
  vapi.standingFault = address
    ? { kind: 'twiml', twiml: `<Response><Connect>${address}</Connect></Response>` }
    : fault;
  if (firstFault) vapi.nextFaults.push(firstFault);
  vapi.standingCallLookupFault = lookupFault;
}

interface GatewayQuestion {
  readonly url: string;
  readonly authToken: string;
  /** Posted where given; else the URL is got. */
  readonly form: WebhookForm | undefined;
}

/** Sends to the platform's gateway what is addressed to the deployed domain. */
async function askGateway(
  { port }: Platform,
  { url, authToken, form }: GatewayQuestion,
): Promise<SeenAnswer> {
  const startedAtMs = performance.now();
  const { host, pathname, search } = new URL(url);
  const answer = await callGateway({
    port,
    domainName: host,
    target: pathname + search,
    authToken,
    ...(form === undefined ? {} : { form }),
  });
  return {
    url: form === undefined ? withoutTwilioParameters(url) : url,
    status: answer.statusCode,
    contentType: answer.headers['content-type'] ?? '',
    headers: JSON.stringify(answer.headers),
    body: answer.body,
    durationMs: Math.round(performance.now() - startedAtMs),
  };
}

/** Into the query of what it gets, Twilio puts the call's parameters: that is not our doing. */
function withoutTwilioParameters(url: string): string {
  const own = new URL(url);
  for (const name of [...own.searchParams.keys()]) {
    if (/^[A-Z]/.test(name)) own.searchParams.delete(name);
  }
  return own.href;
}
