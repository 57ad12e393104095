import { isDeepStrictEqual } from 'node:util';
import { classifyTwiml } from '../../../src/assistant/classify-twiml';
import { UUID_PATTERN } from '../../../src/config/uuid';
import type { AssistantStream } from '../../../src/twiml/voice-answer';
import { parseCreateCallAnswer } from '../../../src/vapi/answer';
import type { CreateCallPayload } from '../../../src/vapi/payload';
import type { RawAnswer } from './ask-vapi';
import { describeKind, fieldOf, isObject, parseJson } from './describe-value';
import { breaking, type Difference, harmless } from './difference';
import { describeStreams, findTwimlPaths, type ProbedStream } from './find-twiml';
import { knownFields } from './known-fields';

/** What a 2xx answer to `POST /call` showed. */
export interface CheckedCreation {
  readonly differences: readonly Difference[];
  /** Top-level fields that neither the code nor Vapi's schema names. */
  readonly newFields: readonly string[];
  readonly vapiCallId: string | undefined;
  /** Only a stream that callers would be connected to. */
  readonly stream: ProbedStream | undefined;
  /** No slot was free, so the answer says nothing about the bypass. */
  readonly isFull: boolean;
}

/** Compares an answer, field by field, with what the code reads in it. */
export function checkCreated(
  answer: RawAnswer,
  sent: CreateCallPayload,
  streamHosts: readonly string[],
): CheckedCreation {
  const body = parseJson(answer.body);
  if (!isObject(body)) {
    const differences = [breaking('the body', 'a JSON object', describeBody(answer.body))];
    return { differences, newFields: [], vapiCallId: undefined, stream: undefined, isFull: false };
  }
  const { call, failure } = parseCreateCallAnswer(answer.status, answer.body);
  const checked = call && classifyTwiml(call.twiml, streamHosts);
  const isFull = failure?.reason === 'full';
  const { id } = body;
  const vapiCallId = typeof id === 'string' && UUID_PATTERN.test(id) ? id : undefined;
  return {
    differences: [
      ...checkHead(answer),
      ...(vapiCallId === undefined ? [breaking('id', 'a UUID', describeKind(id))] : []),
      ...(call === undefined && !isFull ? [describeMissingTwiml(body)] : []),
      ...(checked?.defect === undefined ? [] : [describeDefect(call?.twiml ?? '', checked.defect)]),
      ...(checked?.reduced?.dropped ?? []).map((part) =>
        harmless(TWIML_PATH, 'a stream alone', part),
      ),
      ...checkEchoes(body, sent),
      ...checkLimits(body['subscriptionLimits']),
    ],
    newFields: Object.keys(body).filter((name) => !knownFields.has(name)),
    vapiCallId,
    stream: checked?.reduced && readStream(checked.reduced.stream),
    isFull,
  };
}

function readStream({ url, parameters }: AssistantStream): ProbedStream {
  return {
    url,
    parameters: Object.fromEntries(parameters.map(({ name, value }) => [name, value])),
  };
}

function describeBody(text: string): string {
  if (text.trim() === '') return 'nothing';
  if (/^\s*</.test(text)) return 'HTML or XML';
  const value = parseJson(text);
  return value === undefined ? 'no JSON' : describeKind(value);
}

function checkHead({ status, contentType }: RawAnswer): Difference[] {
  return [
    ...(status === 201 ? [] : [harmless('the status', '201', String(status))]),
    ...(/\bjson\b/i.test(contentType)
      ? []
      : [harmless('the content type', 'JSON', contentType.split(';')[0]?.slice(0, 40) || 'none')]),
  ];
}

const TWIML_PATH = 'phoneCallProviderDetails.twiml';

function describeMissingTwiml(body: Record<string, unknown>): Difference {
  const kind = describeKind(fieldOf(body['phoneCallProviderDetails'], 'twiml'));
  const elsewhere = findTwimlPaths(body);
  const found =
    elsewhere.length === 0 ? kind : `${kind}; there is TwiML at ${elsewhere.join(', ')}`;
  return breaking(TWIML_PATH, 'TwiML with a stream', found);
}

function describeDefect(twiml: string, defect: string): Difference {
  const streams = describeStreams(twiml);
  const found = streams === '' ? defect : `${defect} (${streams})`;
  return breaking(TWIML_PATH, 'TwiML that callers may be connected to', found);
}

/** Vapi repeats what it was sent. The code reads none of it, but the assistant's prompt does. */
function checkEchoes(body: Record<string, unknown>, sent: CreateCallPayload): Difference[] {
  // As sent: JSON leaves out undefined values.
  const request = parseJson(JSON.stringify(sent));
  const overrides = ['assistantOverrides', 'squadOverrides', 'workflowOverrides'];
  const paths = [['metadata'], ...overrides.flatMap((name) => namesBelow(request, name))];
  return paths.flatMap((path) => {
    const [wanted, echoed] = [at(request, path), at(body, path)];
    if (!isObject(wanted)) return [];
    const name = path.join('.');
    if (!isObject(echoed)) return [harmless(name, 'as it was sent', describeKind(echoed))];
    return Object.keys(wanted)
      .filter((key) => !isDeepStrictEqual(wanted[key], echoed[key]))
      .map((key) => harmless(`${name}.${key}`, 'as it was sent', describeOther(echoed[key])));
  });
}

function namesBelow(request: unknown, name: string): string[][] {
  return ['variableValues', 'metadata']
    .map((inner) => [name, inner])
    .filter(([outer]) => {
      return fieldOf(request, outer ?? '') !== undefined;
    });
}

const at = (value: unknown, path: readonly string[]): unknown => path.reduce(fieldOf, value);

const describeOther = (value: unknown): string =>
  value === undefined ? 'nothing' : `another value (${describeKind(value)})`;

const LIMITS = [
  ['concurrencyBlocked', 'boolean'],
  ['concurrencyLimit', 'number'],
  ['remainingConcurrentCalls', 'number'],
] as const;

/** The code reads only the first, and only if there is no TwiML. */
function checkLimits(limits: unknown): Difference[] {
  if (!isObject(limits)) {
    return [harmless('subscriptionLimits', 'an object', describeKind(limits))];
  }
  return LIMITS.filter(([name, type]) => typeof limits[name] !== type).map(([name, type]) =>
    harmless(`subscriptionLimits.${name}`, `a ${type}`, describeKind(limits[name])),
  );
}
