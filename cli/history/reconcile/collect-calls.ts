import type { Config } from '../../../src/config/config';
import { version } from '../../../src/config/version';
import { HttpConnections } from '../../../src/http/connections';
import { CliError } from '../../core/cli-error';
import { inParallel } from '../../core/in-parallel';
import type { TwilioClient } from '../../core/twilio-client';
import type { Patience } from './ask-patiently';
import type { TwilioRow } from './call-rows';
import { collectMessages } from './collect-messages';
import { readAccountRow, readTwilioRow } from './read-twilio-row';
import { readVapiRow } from './read-vapi-row';
import type { KeyFailure, VapiKey } from './key-failure';
import { type CollectState, Progression } from './progression';
import type { Spill } from './spill';
import type { TagCaller } from './tag-caller';
import { leaveOutDays, LONGEST_CALL_MS, SLACK_MS, type TimeWindow } from './time-window';
import {
  buildAccountAddress,
  buildCallsAddress,
  findNextAddress,
  listOf,
  readTwilioPage,
} from './twilio-pages';
import { readVapiPage, type VapiCursor } from './vapi-pages';

export interface Sources {
  readonly client: TwilioClient;
  readonly accountSid: string;
  readonly numbers: readonly { readonly phoneNumber: string; readonly tenantId: string }[];
  readonly config: Config;
  readonly keys: readonly VapiKey[];
  readonly tagCaller: TagCaller;
  /** How long to wait for a vendor; by default as long as a single run can. */
  readonly patience?: Patience;
  /** How much older calls are read as well, for their new attempts; by default the longest call. */
  readonly lookBackMs?: number;
  /** Whether every leg and message of the account is read, and every call of the organisation. */
  readonly isWhole?: boolean;
  /** Starts of days in UTC that are not read, because an archive has them. */
  readonly archivedDays?: ReadonlySet<number>;
  /** Called after each page. */
  readonly show: (state: CollectState) => void;
}

const LISTS_AT_ONCE = 4;
const KEYS_AT_ONCE = 4;

/**
 * Reads both sides to their end, page by page, into the spill. A key that fails keeps nobody from
 * reading the others.
 * @returns keys whose calls could not be listed
 * @throws {CliError} when Twilio, or every key, fails
 */
export async function collectCalls(spill: Spill, sources: Sources): Promise<KeyFailure[]> {
  const abort = new AbortController();
  const { signal } = abort;
  const lists = chooseLists(sources, twilioSpans(spill.head, sources));
  const state = new Progression({
    listCount: lists.length,
    keyCount: sources.keys.length,
    show: sources.show,
  });
  const work = { ...sources, signal, state, findOwner: mapOwners(sources) };
  let failure: { readonly error: unknown } | undefined;
  // The other side must not continue behind an error that is already told.
  const guard = async <T>(reading: Promise<T>): Promise<T | undefined> => {
    try {
      return await reading;
    } catch (error) {
      failure ??= { error };
      abort.abort();
      return undefined;
    }
  };
  const [, keyFailures] = await Promise.all([
    guard(inParallel(lists, LISTS_AT_ONCE, (list) => collectList(spill, work, list))),
    guard(collectKeys(spill, work)),
    guard(collectMessages(spill, { ...work, spans: messageSpans(spill.head, sources) })),
  ]);
  if (failure !== undefined) throw failure.error;
  return keyFailures ?? [];
}

/** @throws {CliError} that of the first key, when all of them fail */
async function collectKeys(spill: Spill, work: Work): Promise<KeyFailure[]> {
  const failures: KeyFailure[] = [];
  await inParallel(work.keys, KEYS_AT_ONCE, async (key) => {
    try {
      await collectKey(spill, work, key.apiKeyEnv);
    } catch (error) {
      if (!(error instanceof CliError)) throw error;
      failures.push({ ...key, error });
    }
  });
  const [first] = failures;
  if (first !== undefined && failures.length === work.keys.length) throw first.error;
  return failures;
}

interface Work extends Sources {
  readonly signal: AbortSignal;
  readonly state: Progression;
  readonly findOwner: (calledNumber: string) => string;
}

/** With more numbers than these, one list of all of the account's calls takes fewer requests. */
const MAX_LISTS = 50;

/** Calls at Twilio come in lists of their own, one for each number, or in one for all. */
interface CallList {
  /** Undefined = of every number of the account. */
  readonly phoneNumber: string | undefined;
  readonly span: TimeWindow;
  readonly what: string;
}

/** Returns whether all of the account's calls are read at once. */
export function readsWholeAccount({
  numbers,
  isWhole = false,
}: Pick<Sources, 'numbers' | 'isWhole'>): boolean {
  return isWhole || numbers.length > MAX_LISTS;
}

function chooseLists(sources: Sources, spans: readonly TimeWindow[]): CallList[] {
  const lists = readsWholeAccount(sources)
    ? [{ phoneNumber: undefined, what: "listing the account's calls" }]
    : sources.numbers.map(({ phoneNumber, tenantId }) => {
        return { phoneNumber, what: `listing calls of ${tenantId}` };
      });
  return lists.flatMap((list) => spans.map((span) => ({ ...list, span })));
}

/** Returns who has a number in the tenant file; empty = nobody. */
export function mapOwners({ numbers }: Pick<Sources, 'numbers'>): (phoneNumber: string) => string {
  const owners = new Map(numbers.map(({ phoneNumber, tenantId }) => [phoneNumber, tenantId]));
  return (phoneNumber) => owners.get(phoneNumber) ?? '';
}

async function collectList(
  spill: Spill,
  { client, accountSid, tagCaller, patience, isWhole, signal, state, findOwner }: Work,
  { phoneNumber, span, what }: CallList,
): Promise<void> {
  const source = `twilio ${phoneNumber ?? 'account'} ${span.fromMs}`;
  const readRow = isWhole === true ? readAccountRow : readTwilioRow;
  const account = buildAccountAddress(client, accountSid);
  const first = buildCallsAddress(account, phoneNumber, span);
  let position = (spill.findPosition(source) ?? first) as string;
  while (position !== 'done') {
    signal.throwIfAborted();
    const body = await readTwilioPage(client, what, { uri: position }, { ...patience, signal });
    const rows = listOf(body, 'calls', what)
      .map((call) => readRow(call, findOwner, tagCaller))
      .filter((row): row is TwilioRow => row !== undefined);
    position = findNextAddress(body, account) ?? 'done';
    spill.addPage('twilio', rows, { source, position });
    state.addTwilio(rows.length);
  }
  state.endList();
}

async function collectKey(
  spill: Spill,
  { config, tagCaller, patience, isWhole, archivedDays = NO_DAYS, signal, state }: Work,
  apiKeyEnv: string,
): Promise<void> {
  const apiKey = config.findSecret(apiKeyEnv);
  if (apiKey === undefined) return;
  const spans = leaveOutDays(vapiSpan(spill.head), archivedDays);
  const lengthMs = spans.reduce((sum, { fromMs, untilMs }) => sum + untilMs - fromMs, 0);
  let doneMs = 0;
  const options = {
    http: new HttpConnections().client('kept'),
    baseUrl: config.findVapiUrl(apiKeyEnv),
    userAgent: `vapi-switchboard/${version}`,
    apiKey,
    apiKeyEnv,
    patience: { ...patience, signal },
  };
  for (const span of spans) {
    const source = `vapi ${apiKeyEnv} ${span.fromMs}`;
    let position = (spill.findPosition(source) ?? span) as VapiCursor | 'done';
    while (position !== 'done') {
      signal.throwIfAborted();
      const page = await readVapiPage(position, options, (call) =>
        readVapiRow(call, tagCaller, isWhole),
      );
      position = page.next ?? 'done';
      spill.addPage('vapi', page.rows, { source, position });
      const leftMs = position === 'done' ? 0 : position.untilMs - span.fromMs;
      const readMs = doneMs + span.untilMs - span.fromMs - leftMs;
      state.addVapi(apiKeyEnv, page.rows.length, readMs / lengthMs);
    }
    doneMs += span.untilMs - span.fromMs;
  }
}

const NO_DAYS: ReadonlySet<number> = new Set();

/**
 * Calls that began before the window are read as well, so that a new attempt for one of them is no
 * orphan. So are those right after it, because Vapi's clock may be behind.
 */
function twilioSpans(
  { fromMs, untilMs }: TimeWindow,
  { lookBackMs = LONGEST_CALL_MS, archivedDays = NO_DAYS }: Sources,
): TimeWindow[] {
  const span = { fromMs: fromMs - lookBackMs, untilMs: untilMs + SLACK_MS };
  return leaveOutDays(span, archivedDays);
}

/** Messages belong to no call, so nothing around the window matters. */
function messageSpans(
  window: TimeWindow,
  { isWhole = false, archivedDays = NO_DAYS }: Sources,
): TimeWindow[] {
  return isWhole ? leaveOutDays(window, archivedDays) : [];
}

function vapiSpan({ fromMs, untilMs }: TimeWindow): TimeWindow {
  return { fromMs: fromMs - SLACK_MS, untilMs: untilMs + SLACK_MS };
}
