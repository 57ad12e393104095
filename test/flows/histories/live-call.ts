import type { XmlElement } from '@rgrove/parse-xml';
import { checkTwiml, elementsOf } from '../../../sandbox/twilio/voice/check-twiml';
import { paths } from '../../../src/twilio/urls';
import { CALLER, OWN, tenantOf } from '../../fakes/tenants';
import type { History } from './history';
import { endDial, endRecord, endStream, type VerbEnd } from './verb-ends';
import type { Switchboard, VapiFate, Webhook } from './switchboard';

/** What became of a caller: what happened, line by line, and what is wrong with it. */
export interface CallStory {
  readonly lines: readonly string[];
  readonly problems: readonly string[];
}

/** No chain is longer: 10 steps, 10 people each, and what comes before it. */
const MAX_DOCUMENTS = 113;
const MAX_POSTS = 2;

/** Goes through a call as Twilio does: runs the verbs of each document, and asks for the next. */
export async function liveCall(
  history: History,
  createSwitchboard: (fate: VapiFate) => Switchboard,
): Promise<CallStory> {
  const lines: string[] = [];
  const problems: string[] = [];
  const streams = cycle(history.streams);
  const dials = cycle(history.dials);
  const records = cycle(history.records);
  const deployments = cycle(history.deployments.map(tenantOf));
  const doubles = cycle(history.doubles);
  const echoes = cycle(history.echoes);
  let lastStream = history.streams[0] as History['streams'][number];
  const switchboard = createSwitchboard({
    nextCreation: cycle(history.creations),
    lastStream: () => lastStream,
  });
  const asked: Webhook[] = [];

  const ask = async (webhook: Webhook): Promise<string> => {
    const tenant = deployments();
    const { path, parameters } = webhook;
    lines.push(`ask ${path} ${JSON.stringify(parameters)}`);
    problems.push(...findStandstill(webhook, asked));
    const answers = [switchboard.ask(webhook, tenant)];
    if (doubles()) answers.push(switchboard.ask(webhook, tenant));
    // An answer to a late copy reaches nobody. Of the assistant's only copies at once are tried:
    // nothing remembers a call, so a later one would be a call of its own.
    const echo = asked.filter(isOfChain)[echoes() - 1];
    if (echo !== undefined) problems.push(...check(await switchboard.ask(echo, tenant)));
    asked.push(webhook);
    const [first = '', second = first] = await Promise.all(answers);
    if (first !== second) problems.push('two copies of one webhook have two answers');
    lines.push(`  ${first.slice(first.indexOf('<Response'))}`);
    return first;
  };

  const form = { CallSid: 'CA1', From: history.from, To: OWN };
  /** What the caller had last; undefined = nothing since something failed. */
  let had: string | undefined;
  const run = (verb: XmlElement): VerbEnd => {
    switch (verb.name) {
      case 'Say':
        return { kind: 'next-verb', had: 'words' };
      case 'Connect':
        lastStream = streams();
        return endStream(verb, lastStream);
      case 'Dial':
        return endDial(verb, dials());
      case 'Record':
        return endRecord(verb, records());
      case 'Hangup':
        return { kind: 'hung-up' };
      default:
        return { kind: 'problem', problem: `nobody runs ${verb.name}` };
    }
  };
  const runAll = (body: string): VerbEnd => {
    for (const verb of elementsOf(checkTwiml(body).root as XmlElement)) {
      const end = run(verb);
      lines.push(`  ${verb.name}: ${end.note ?? end.kind}`);
      if (end.kind !== 'hung-up') had = end.had;
      if (end.kind !== 'next-verb') return end;
    }
    return { kind: 'problem', problem: 'the document ends without a hang-up' };
  };

  let webhook: Webhook = {
    path: paths.incomingCall,
    parameters: { ...form, CallStatus: 'ringing' },
  };
  for (let documents = 1; problems.length === 0; documents += 1) {
    if (documents > MAX_DOCUMENTS) problems.push(`more than ${MAX_DOCUMENTS} documents`);
    const body = await ask(webhook);
    problems.push(...check(body));
    if (switchboard.postCount() > MAX_POSTS) problems.push('more than 2 POST /call');
    if (problems.length > 0 || isGone(webhook)) break;
    const end = runAll(body);
    if (end.kind === 'problem') problems.push(end.problem);
    if (end.kind === 'hung-up' && had === undefined) problems.push('hung up on without a word');
    if (end.kind !== 'ask') break;
    webhook = { path: end.path, parameters: { ...form, ...end.parameters } };
  }
  return { lines, problems };
}

/** The caller has left: whatever is answered, nobody hears it. */
function isGone({ parameters }: Webhook): boolean {
  return parameters['CallStatus'] === 'completed' || parameters['Digits'] === 'hangup';
}

function check(body: string): string[] {
  return [
    ...checkTwiml(body).problems,
    ...(body.includes(CALLER.slice(1)) ? ["the caller's number stands in the TwiML"] : []),
  ];
}

function isOfChain({ path }: Webhook): boolean {
  return path === paths.fallback || path === paths.voicemailRecorded;
}

/** A chain only goes forward. */
function findStandstill(webhook: Webhook, asked: readonly Webhook[]): string[] {
  if (!isOfChain(webhook)) return [];
  const before = asked.filter(isOfChain).map(rankOf);
  return before.every((rank) => rank < rankOf(webhook)) ? [] : ['the chain does not go forward'];
}

function rankOf({ parameters }: Webhook): number {
  return Number(parameters['step']) * 1_000 + Number(parameters['turn']);
}

function cycle<T>(items: readonly T[]): () => T {
  let at = 0;
  return () => items[at++ % items.length] as T;
}
