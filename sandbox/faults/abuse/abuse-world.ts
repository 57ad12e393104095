import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { inProject } from '../../../build/project';
import { paths } from '../../../src/twilio/urls';
import { callGateway } from '../../platform/call-gateway';
import { LOOPBACK_ONLY } from '../../platform/loopback-only';
import { type Platform, startPlatform } from '../../platform/start-platform';
import type { DeployedEnvironment } from '../../twilio/serverless/deployed-environment';
import type { PhoneNetwork } from '../../twilio/phone-network';
import { type NetworkCallOptions } from '../../twilio/phone-network';
import type { CallReport } from '../../twilio/voice/place-call';
import { OutboundCall } from '../../twilio/voice/network/outbound-call';
import type { WebhookForm } from '../../twilio/voice/webhook';
import type { StandInVapi } from '../../vapi/stand-in-vapi';
import { askGateway } from '../ask-gateway';
import { setVariables } from '../change-deployment';
import { openSurroundings, type Surroundings } from '../surroundings';

/** The secret of Vapi's messages in a world of abuse. */
export const EVENTS_SECRET = 'canary-events-secret-3be81d';

/** What somebody can make us spend. */
export interface Cost {
  /** `POST /call` requests to Vapi. */
  readonly posts: number;
  /** Phone calls to people, by REST and by Dial. */
  readonly legs: number;
  /** Signed webhooks and text messages to tenants. */
  readonly notifications: number;
}

/** A request of somebody who is neither Twilio nor Vapi, or says so. */
export interface StrangersRequest {
  /** With its query. */
  readonly path: string;
  readonly form?: WebhookForm;
  readonly body?: string;
  readonly headers?: Readonly<Record<string, string>>;
  /** Twilio's signature; undefined = none. */
  readonly signedWith?: string;
}

/** The deployed project between stand-ins, with a phone network for all that it may cause. */
export class AbuseWorld {
  readonly network: PhoneNetwork;
  readonly vapi: StandInVapi;
  readonly environment: DeployedEnvironment;
  readonly #platform: Platform;
  readonly #around: Surroundings;
  readonly #stop: () => Promise<void>;
  #dialled = 0;

  private constructor(parts: {
    readonly around: Surroundings;
    readonly environment: DeployedEnvironment;
    readonly platform: Platform;
    readonly stop: () => Promise<void>;
  }) {
    this.#around = parts.around;
    this.#platform = parts.platform;
    this.#stop = parts.stop;
    this.network = parts.around.network;
    this.vapi = parts.around.vapi;
    this.environment = parts.environment;
  }

  static async start(deployed: DeployedEnvironment): Promise<AbuseWorld> {
    const opened: { world?: AbuseWorld } = {};
    const around = await openSurroundings({ name: 'abuse', expected: 'anyone' }, deployed, {
      post: (url, form) => opened.world!.#ask(url, form),
      get: (url) => opened.world!.#ask(url, undefined),
    });
    const environment = setVariables({
      SWITCHBOARD_EVENTS_SECRET: EVENTS_SECRET,
      // An attack by one caller must not be hidden behind a breaker.
      SWITCHBOARD_BREAKER_FAILURES: '0',
    })(around.connect(deployed));
    const folder = await mkdtemp(path.join(tmpdir(), 'abuse-'));
    const preloadFile = path.join(folder, 'preload.js');
    await writeFile(preloadFile, LOOPBACK_ONLY);
    const options = { projectFolder: inProject(), preloadFiles: [preloadFile] };
    const platform = await startPlatform([environment], options);
    const stop = async () => {
      await around.stop();
      await platform.stop();
      await rm(folder, { recursive: true, force: true });
    };
    const world = new AbuseWorld({ around, environment, platform, stop });
    opened.world = world;
    world.vapi.messages.post = async (url, body, { headers }) =>
      world.send({
        path: new URL(url).pathname,
        body: JSON.stringify(body),
        headers: { ...headers, 'content-type': 'application/json' },
      });
    return world;
  }

  stop(): Promise<void> {
    return this.#stop();
  }

  /** Places a call, and waits for all that comes of it. */
  async call(call: Partial<NetworkCallOptions> & { readonly to: string }): Promise<CallReport> {
    const report = await this.network.placeCall(this.#callOptions(call));
    await this.vapi.messages.settle();
    await this.network.settle();
    this.#dialled += report.people.length;
    return report;
  }

  /** Begins a call, and does not wait for its end. */
  begin(call: Partial<NetworkCallOptions> & { readonly to: string }) {
    this.network.clock.go();
    return this.network.beginCall(this.#callOptions(call));
  }

  /** @returns the status of the answer */
  async send(request: StrangersRequest): Promise<number> {
    const { path: target, form, body, headers, signedWith } = request;
    const { statusCode } = await callGateway({
      port: this.#platform.port,
      domainName: this.environment.domainName,
      target,
      ...(form === undefined ? {} : { form }),
      ...(body === undefined ? {} : { body }),
      ...(headers === undefined ? {} : { headers }),
      ...(signedWith === undefined ? {} : { authToken: signedWith }),
    });
    return statusCode;
  }

  /** All that was spent so far. */
  count(): Cost {
    const received = this.#around.receiver?.received ?? [];
    return {
      posts: this.vapi.postCount,
      legs:
        this.#dialled + this.network.calls.filter((call) => call instanceof OutboundCall).length,
      notifications: received.length + this.#around.network.messages.length,
    };
  }

  #callOptions(call: Partial<NetworkCallOptions> & { readonly to: string }): NetworkCallOptions {
    const { domainName } = this.environment;
    return {
      from: '+12025550143',
      voiceUrl: `https://${domainName}${paths.incomingCall}`,
      statusCallbackUrl: `https://${domainName}${paths.callStatus}`,
      ...call,
    };
  }

  #ask(url: string, form: WebhookForm | undefined) {
    return askGateway(this.#platform, { url, authToken: this.environment.authToken, form });
  }
}
