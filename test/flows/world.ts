import { Clock } from '../../sandbox/clock/clock';
import {
  buildOrganisation,
  exampleAssetsFolder,
  readTenantFile,
  sandboxSettings,
} from '../../sandbox/project/sandbox-project';
import { makeSid } from '../../sandbox/twilio/formats/sid';
import { buildVoiceForm, type WebhookForm } from '../../sandbox/twilio/voice/webhook';
import type { Fault } from '../../sandbox/vapi/faults';
import { StandInVapi, type StandInOptions } from '../../sandbox/vapi/stand-in-vapi';
import { Container, type ContainerOptions } from './container';

/** Secrets that must show up nowhere but in requests to their own service. */
export const CANARY_KEY = 'canary-vapi-key-81c2';
export const CANARY_TOKEN = 'canary-auth-token-77aa';

/** Numbers of the example's tenants, and a caller. */
export const RIVERSIDE = '+12025550101';
export const LINDEN = '+493023125101';
export const CALLER = '+12025550143';

/** A stand-in Vapi for one test file, and containers that talk to it. */
export class World {
  vapi!: StandInVapi;
  /** Time passes only while a test waits for it. */
  readonly clock = new Clock();

  async start(options: Partial<StandInOptions> = {}): Promise<void> {
    const organisation = buildOrganisation(readTenantFile(exampleAssetsFolder));
    this.clock.stop();
    this.vapi = await StandInVapi.start({
      clock: this.clock,
      organisation: { ...organisation, apiKey: CANARY_KEY },
      slots: 1_000,
      ...options,
    });
  }

  /** Forgets calls and faults of the test before. */
  reset(): void {
    this.clock.stop();
    this.vapi.nextFaults.length = 0;
    this.vapi.standingFault = undefined;
    this.vapi.calls.length = 0;
    this.vapi.postCount = 0;
    this.vapi.commands.length = 0;
    this.vapi.fullAnswer = 'limit';
    this.vapi.slotsOf().reset();
  }

  /** Lets our Functions see the sandbox's time, until the end of a test. */
  showTime(): void {
    jest.spyOn(Date, 'now').mockImplementation(() => this.clock.nowMs());
  }

  environment(parts: Record<string, string> = {}): Record<string, string> {
    return {
      ...sandboxSettings,
      AUTH_TOKEN: CANARY_TOKEN,
      VAPI_API_KEY: CANARY_KEY,
      VAPI_BASE_URL: this.vapi.apiUrl,
      VAPI_STREAM_HOSTS: 'localhost',
      ...parts,
    };
  }

  container(options: ContainerOptions = {}): Container {
    return this.containerOf('incoming-call.protected', options);
  }

  /** A container of another Function. */
  containerOf(name: string, options: ContainerOptions = {}): Container {
    return new Container(name, { environment: this.environment(), ...options });
  }
}

export function formOf(parts: { from?: string; to?: string } = {}): WebhookForm {
  return buildVoiceForm({
    accountSid: sandboxSettings.ACCOUNT_SID,
    callSid: makeSid('CA'),
    from: parts.from ?? CALLER,
    to: parts.to ?? RIVERSIDE,
  });
}

/** A document of Vapi's with a stream to this address. */
export const streamTwiml = (url: string): string =>
  `<Response><Connect><Stream url="${url}"/></Connect></Response>`;

/** Vapi answers with this status. */
export const status = (code: number, body = ''): Fault => ({ kind: 'status', status: code, body });

/** Vapi answers with this document. */
export const twiml = (text: string): Fault => ({ kind: 'twiml', twiml: text });
