import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { inProject } from '../../build/project';
import { paths } from '../../src/twilio/urls';
import { findFallbackPath } from '../project/number-urls';
import type { FunctionLogEntry } from '../platform/deployed-functions';
import { type Platform, startPlatform } from '../platform/start-platform';
import { readTenantFile } from '../project/sandbox-project';
import { makeSid } from '../twilio/formats/sid';
import type { SentMessage } from '../twilio/voice/network/account-state';
import type { CallReport } from '../twilio/voice/place-call';
import type { WebhookForm } from '../twilio/voice/webhook';
import type { DeployedEnvironment } from '../twilio/serverless/deployed-environment';
import type { StandInVapi } from '../vapi/stand-in-vapi';
import { askGateway, type SeenAnswer } from './ask-gateway';
import type { SeenText } from './canaries';
import { faultAssetsFolder } from './deploy-once';
import type { FaultCase } from './fault-case';
import { LOOPBACK_ONLY } from '../platform/loopback-only';
import type { ReceivedNotification } from './notification-receiver';
import { breakVapi, openSurroundings, type Surroundings } from './surroundings';

/** One call: what the caller met, what Twilio got, and what Vapi was asked. */
export interface SeenCall {
  readonly report: CallReport;
  readonly answers: readonly SeenAnswer[];
  /** `POST /call` requests on its behalf. */
  readonly postCount: number;
}

/** Who calls whom, unless a case says otherwise. */
const CALLED = '+12025550101';
export const CALLER = '+12025550143';

/** How late a delayed webhook is delivered. */
const LATE_MS = 1_500;

/** A stand-in Vapi and a platform with the deployed project, broken as a case says. */
export class FaultWorld {
  /** Of the case that is being played. */
  readonly calls: SeenCall[] = [];
  readonly vapi: StandInVapi;
  #fault: FaultCase;
  #before = { requests: 0, logEntries: 0, notifications: 0, texts: 0 };
  readonly #parts: WorldParts;

  private constructor(parts: WorldParts) {
    this.vapi = parts.around.vapi;
    this.#fault = parts.fault;
    this.#parts = parts;
  }

  /** Starts a world on free ports of loopback. */
  static async start(fault: FaultCase, deployed: DeployedEnvironment): Promise<FaultWorld> {
    const around = await openSurroundings(fault, deployed);
    try {
      return await FaultWorld.#deploy(fault, around, deployed);
    } catch (error) {
      await around.stop();
      throw error;
    }
  }

  static async #deploy(
    fault: FaultCase,
    around: Surroundings,
    deployed: DeployedEnvironment,
  ): Promise<FaultWorld> {
    const connected = around.connect(deployed);
    const environment = fault.change?.(connected) ?? connected;
    const later = fault.laterChange?.(environment);
    const folder = await mkdtemp(path.join(tmpdir(), 'fault-'));
    const preloadFile = path.join(folder, 'preload.js');
    await writeFile(preloadFile, `${LOOPBACK_ONLY}\n${fault.preload ?? ''}`);
    const run = (one: DeployedEnvironment) =>
      startPlatform([one], { projectFolder: inProject(), preloadFiles: [preloadFile] });
    const platform = await run(environment);
    const laterPlatform = later && (await run(later));
    const stop = async () => {
      await platform.stop();
      await laterPlatform?.stop();
      await around.stop();
      await rm(folder, { recursive: true, force: true });
    };
    return new FaultWorld({ fault, environment, around, platform, laterPlatform, stop });
  }

  /** Continues with another case, for which neither deployment nor surroundings change. */
  turnTo(fault: FaultCase): void {
    this.#before = {
      requests: this.vapi.calls.length,
      logEntries: this.#listLogEntries().length,
      notifications: this.#parts.around.receiver?.received.length ?? 0,
      texts: this.#parts.around.network.messages.length,
    };
    this.calls.length = 0;
    this.#fault = fault;
    breakVapi(this.vapi, fault);
  }

  /** Places one call, after those before it. */
  async call(): Promise<void> {
    await this.#record(1);
  }

  /** Places one call whose webhooks are delivered twice at once. */
  async callTwice(): Promise<void> {
    await this.#record(2);
  }

  /** What reached the tenant's own server. */
  listNotifications(): readonly ReceivedNotification[] {
    return this.#parts.around.receiver?.received.slice(this.#before.notifications) ?? [];
  }

  listSentTexts(): readonly SentMessage[] {
    return this.#parts.around.network.messages.slice(this.#before.texts);
  }

  /** Everything that left the Functions so far. */
  listSeenTexts(): SeenText[] {
    const answers = this.calls.flatMap(({ answers }) => answers);
    const logEntries = this.#listLogEntries().slice(this.#before.logEntries);
    const requests = this.vapi.calls
      .slice(this.#before.requests)
      .map(({ request }) => JSON.stringify(request));
    return [
      ...answers.flatMap(({ url, headers, body }): SeenText[] => {
        const { pathname } = new URL(url);
        return [
          { where: `the URL of ${pathname}`, text: url, kind: 'kept' },
          { where: `headers of ${pathname}`, text: headers, kind: 'kept' },
          { where: `the answer of ${pathname}`, text: body, kind: 'vendor' },
        ];
      }),
      ...logEntries.map(({ path, line }): SeenText => {
        return { where: `the log of ${path}`, text: line, kind: 'kept' };
      }),
      ...requests.map((text): SeenText => {
        return { where: 'the body of POST /call', text, kind: 'vendor' };
      }),
      ...this.listNotifications().flatMap(({ headers, body }): SeenText[] => [
        { where: 'headers of a webhook', text: headers, kind: 'kept' },
        { where: 'the body of a webhook', text: body, kind: 'notification' },
      ]),
      ...this.listSentTexts().map(({ body }): SeenText => {
        return { where: 'a text message', text: body, kind: 'notification' };
      }),
    ];
  }

  stop(): Promise<void> {
    return this.#parts.stop();
  }

  #listLogEntries(): FunctionLogEntry[] {
    const { domainName } = this.#parts.environment;
    return this.#listPlatforms().flatMap((platform) => platform.listLogEntries(domainName));
  }

  #listPlatforms(): Platform[] {
    const { platform, laterPlatform } = this.#parts;
    return laterPlatform === undefined ? [platform] : [platform, laterPlatform];
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
    const { environment, around } = this.#parts;
    const { domainName } = environment;
    const {
      from = CALLER,
      to = CALLED,
      parameters = {},
      deliveries = {},
      caller = {},
    } = this.#fault;
    const ask = async (url: string, token: string, form?: WebhookForm) => {
      const platform = answers.length === 0 ? this.#parts.platform : this.#listPlatforms().at(-1)!;
      const answer = await askGateway(platform, { url, authToken: token, form });
      answers.push(answer);
      return answer;
    };
    const post = async (url: string, form: WebhookForm, token: string) => {
      const delivery = deliveries[new URL(url).pathname];
      if (delivery === 'late') await sleep(LATE_MS);
      const send = () => ask(url, token, { ...form, ...parameters });
      const [answer] = await Promise.all(delivery === 'twice' ? [send(), send()] : [send()]);
      return answer;
    };
    return around.network.beginCall({
      ...caller,
      voiceUrl: `https://${domainName}${paths.incomingCall}`,
      fallbackUrl: `https://${domainName}${findFallbackPath(readTenantFile(faultAssetsFolder), to)}`,
      statusCallbackUrl: `https://${domainName}${paths.callStatus}`,
      from,
      to,
      callSid,
      post,
      get: ask,
    }).finished;
  }
}

interface WorldParts {
  readonly fault: FaultCase;
  readonly environment: DeployedEnvironment;
  readonly around: Surroundings;
  readonly platform: Platform;
  /** Answers from a call's second request on. */
  readonly laterPlatform: Platform | undefined;
  readonly stop: () => Promise<void>;
}
