import { answerAssistantEnded } from '../../../src/calls/answer-ended';
import { answerIncomingCall } from '../../../src/calls/answer-incoming-call';
import { Breaker } from '../../../src/assistant/breaker';
import { type ConnectServices } from '../../../src/assistant/connect-assistant';
import { readConfig } from '../../../src/config/config';
import { continueFallback } from '../../../src/fallback/continue-fallback';
import { InFlight } from '../../../src/runtime/in-flight';
import type { Tenant } from '../../../src/tenants/tenant';
import {
  buildAskAgainUrl,
  buildEndedUrl,
  parseAssistantEnded,
} from '../../../src/twilio/assistant-ended';
import { buildChainServices } from '../../../src/twilio/chain-links';
import { parseChainRequest } from '../../../src/twilio/chain-request';
import { buildDoorUrl } from '../../../src/twilio/door-reply';
import { parseIncomingCall } from '../../../src/twilio/incoming-call';
import { queueLinks } from '../../../src/twilio/queue';
import { parseRecordResult } from '../../../src/twilio/recording';
import { paths } from '../../../src/twilio/urls';
import { buildVoiceTwiml } from '../../../src/twiml/build-voice-twiml';
import type { VoiceAnswer } from '../../../src/twiml/voice-answer';
import type { CreateCallResult } from '../../../src/vapi/answer';
import { parseCallState } from '../../../src/vapi/call-state';
import type { VapiClient } from '../../../src/vapi/client';
import { answerRecorded } from '../../../src/voicemail/answer-recorded';
import { createFakeLog } from '../../fakes/fake-log';
import { createdCall } from '../../fakes/fake-vapi';
import type { Creation, StreamEnd } from './history';
import '../../setup/runtime-globals';

/** A webhook of Twilio's: the path, and the parameters of address and form together. */
export interface Webhook {
  readonly path: string;
  readonly parameters: Readonly<Record<string, string>>;
}

/** Answers webhooks with TwiML. */
export interface Switchboard {
  readonly ask: (webhook: Webhook, tenant: Tenant) => Promise<string>;
  /** `POST /call` requests so far. */
  readonly postCount: () => number;
}

/** What Vapi does to this caller. */
export interface VapiFate {
  readonly nextCreation: () => Creation;
  /** How the stream ended that Twilio reports of. */
  readonly lastStream: () => StreamEnd;
}

const { config } = readConfig({ VAPI_API_KEY: 'canary-key', SWITCHBOARD_BREAKER_FAILURES: '0' });

/** Our decisions behind the voice Functions, joined as the Functions join them, in one container. */
export function createSwitchboard(fate: VapiFate): Switchboard {
  let posts = 0;
  const vapi: VapiClient = {
    createCall: () => {
      posts += 1;
      return Promise.resolve(create(fate.nextCreation(), posts));
    },
    readCall: () => Promise.resolve(read(fate.lastStream())),
    endCall: () => Promise.resolve(),
  };
  const { log } = createFakeLog();
  const breaker = new Breaker();
  const context: ConnectServices = {
    config,
    vapi,
    log,
    getBreaker: () => breaker,
    buildHooks: (beginning) => ({
      endedUrl: buildEndedUrl(beginning),
      statusUrl: 'https://ours.example/assistant/stream-status',
    }),
    offerTransfer: () => undefined,
    offerEvents: () => undefined,
    buildRecordingUrl: () => 'https://ours.example/recording/status',
    remainingMs: () => 5_000,
  };
  const inFlight = new InFlight<VoiceAnswer>();

  const answer = async ({ path, parameters }: Webhook, tenant: Tenant): Promise<VoiceAnswer> => {
    const call = parseIncomingCall(parameters);
    const chain = buildChainServices(call);
    const findTenant = () => Promise.resolve({ tenant, found: 'tenant' as const });
    const all = {
      ...context,
      chain,
      findTenant,
      buildAskAgainUrl,
      queueLinks,
      nowMs: Date.now,
      buildDoorUrl,
      pickKey: () => '4',
      countCall: () => Promise.resolve({}),
      readMetLimits: () => Promise.resolve([]),
    };
    switch (path) {
      case paths.incomingCall:
        return inFlight.run(`${path} ${call.callSid}`, async () => {
          return (await answerIncomingCall(call, all)).answer;
        });
      case paths.assistantEnded:
        return inFlight.run(`${path} ${call.callSid}`, async () => {
          return (await answerAssistantEnded(parseAssistantEnded(parameters), all)).answer;
        });
      case paths.fallback: {
        const { verbs } = continueFallback(tenant, parseChainRequest(parameters), chain);
        return { kind: 'verbs', verbs };
      }
      case paths.voicemailRecorded: {
        const { verbs } = answerRecorded(tenant, parseRecordResult(parameters), chain);
        return { kind: 'verbs', verbs };
      }
      default:
        throw new Error(`nobody answers ${path}`);
    }
  };
  return {
    ask: async (webhook, tenant) => String(buildVoiceTwiml(await answer(webhook, tenant))),
    postCount: () => posts,
  };
}

function create(creation: Creation, count: number): CreateCallResult {
  const created = createdCall(`v${count}`);
  switch (creation) {
    case 'created':
      return created;
    case 'timeout':
      return { failure: { reason: 'timeout', callExists: 'perhaps' } };
    case 'unavailable':
      return { failure: { reason: 'server-error', status: 503, callExists: 'no' } };
    case 'full':
      return { failure: { reason: 'full', status: 400, callExists: 'no' } };
    case 'unsafe':
      return { call: { vapiCallId: 'v', twiml: '<Response><Hangup/></Response>' } };
  }
}

const STATUSES = new Set(['queued', 'in-progress', 'forwarding']);

function read({ vapiSays, seconds }: StreamEnd) {
  const startedAt = new Date(Date.now() - seconds * 1_000).toISOString();
  const hasStatus = STATUSES.has(vapiSays);
  const state = parseCallState(
    JSON.stringify({
      status: hasStatus ? vapiSays : 'ended',
      ...(vapiSays === 'queued' ? {} : { startedAt }),
      ...(hasStatus ? {} : { endedAt: new Date().toISOString(), endedReason: vapiSays }),
    }),
  );
  if (vapiSays === 'unreachable' || state === undefined) return { problem: 'ECONNREFUSED' };
  return { state };
}
