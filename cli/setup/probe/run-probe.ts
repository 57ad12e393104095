import type { Agent } from 'node:https';
import { bounds } from '../../../src/config/bounds';
import type { OptionalField } from '../../../src/vapi/call-request';
import { buildCreateCallPayload } from '../../../src/vapi/payload';
import { exitCodes } from '../../core/exit-codes';
import type { Progress } from '../../core/progress';
import type { Finding } from '../../core/vapi/check-references';
import { type AskVapi, createAskVapi } from './ask-vapi';
import type { ProbeTarget } from './choose-target';
import { maskWords } from './describe-value';
import type { Difference } from './difference';
import { checkCall, readCall } from './check-call';
import { checkCreated, type CheckedCreation } from './check-created';
import { FULL, checkRefusal } from './check-refusal';
import { checkStream } from './check-stream';
import { openStream } from './open-stream';

export interface ProbeStep {
  readonly step: 'POST /call' | 'WebSocket' | 'GET /call/{id}';
  readonly found: string;
}

/** What a probe saw. Holds no secret, no id and no address. */
export interface ProbeResult {
  readonly steps: readonly ProbeStep[];
  readonly differences: readonly Difference[];
  /** Why not everything could be looked at. */
  readonly obstacles: readonly Finding[];
  /** Top-level fields of the answer that are unknown. */
  readonly newFields: readonly string[];
}

export interface ProbeOptions {
  /** Begins the conversation and waits for the assistant's first audio. */
  readonly talk: boolean;
  readonly progress: Progress;
  readonly httpsAgent: Agent | undefined;
}

/** Creates one call at Vapi, opens its WebSocket, closes it, and reads the call; never throws. */
export async function runProbe(
  target: ProbeTarget,
  { talk, progress, httpsAgent }: ProbeOptions,
): Promise<ProbeResult> {
  const ask = createAskVapi(target);
  progress.show('POST /call: takes one slot at Vapi for seconds');
  const { created, ...creation } = await createCall(target, ask);
  const steps: ProbeStep[] = [...creation.steps];
  const differences: Difference[] = [...creation.differences];
  const obstacles: Finding[] = [...creation.obstacles];
  const { stream, vapiCallId, newFields = [] } = created ?? {};
  const secrets = listSecrets(target, vapiCallId);

  let hasConnected = false;
  if (stream !== undefined) {
    progress.show('the WebSocket');
    const facts = await openStream(stream, { talk, httpsAgent });
    hasConnected = facts.outcome === 'opened';
    const checked = checkStream(facts, talk);
    const found = facts.outcome === 'opened' ? `101, ${facts.handshakeMs} ms` : facts.outcome;
    steps.push({ step: 'WebSocket', found });
    differences.push(...checked.differences);
    if (checked.obstacle !== undefined) obstacles.push(checked.obstacle);
  }
  if (vapiCallId !== undefined) {
    progress.show('GET /call/{id}: waits for the end of the call');
    const checked = checkCall(await readCall(ask, vapiCallId, hasConnected), {
      hasConnected,
      secrets,
    });
    steps.push({ step: 'GET /call/{id}', found: checked.found });
    differences.push(...checked.differences);
    if (checked.obstacle !== undefined) obstacles.push(checked.obstacle);
  }
  return {
    steps,
    differences: differences.map((difference) => maskDifference(difference, secrets)),
    obstacles,
    newFields: newFields.map((name) => maskWords(name, secrets)),
  };
}

type Creation = Pick<ProbeResult, 'steps' | 'differences' | 'obstacles'> & {
  readonly created?: CheckedCreation;
};

/** Asks as calls do: once more without the optional fields that were refused. */
async function createCall(target: ProbeTarget, ask: AskVapi): Promise<Creation> {
  const steps: ProbeStep[] = [];
  const differences: Difference[] = [];
  let without: readonly OptionalField[] = [];
  for (let posts = 1; posts <= bounds.postsPerConversation; posts += 1) {
    const { placeholderNumber, streamHosts } = target.config.vapi;
    const payload = buildCreateCallPayload(target.request, { placeholderNumber, without });
    const { answer, problem } = await ask('POST', '/call', payload);
    if (answer === undefined) {
      const obstacle = { problem: `Vapi gives no answer (${problem})`, exitCode: exitCodes.vendor };
      return { steps, differences, obstacles: [obstacle] };
    }
    const { status, durationMs } = answer;
    steps.push({ step: 'POST /call', found: `${status}, ${durationMs} ms` });
    if (status >= 200 && status < 300) {
      const created = checkCreated(answer, payload, streamHosts);
      differences.push(...created.differences);
      return { steps, differences, obstacles: created.isFull ? [FULL] : [], created };
    }
    const refusal = checkRefusal(answer, listSecrets(target), target.apiKeyEnv);
    differences.push(...refusal.differences);
    const { obstacle, refusedFields } = refusal;
    if (obstacle !== undefined) return { steps, differences, obstacles: [obstacle] };
    if (refusedFields === undefined) break;
    without = refusedFields;
  }
  return { steps, differences, obstacles: [] };
}

/** All values that an answer may repeat and nobody should see. */
function listSecrets({ config, request }: ProbeTarget, vapiCallId = ''): string[] {
  return [...config.secretTexts, request.callSid, vapiCallId];
}

function maskDifference(difference: Difference, secrets: readonly string[]): Difference {
  const { path, found } = difference;
  return { ...difference, path: maskWords(path, secrets), found: maskWords(found, secrets) };
}
