import { toRfc2822 } from '../formats/rfc2822';

/** A call that the account had, as little of it as the list needs. */
export interface LoggedCall {
  readonly sid: string;
  readonly parentCallSid?: string;
  readonly from: string;
  readonly to: string;
  readonly direction: 'inbound' | 'outbound-api' | 'outbound-dial';
  readonly status: string;
  /** Undefined while the call is queued. */
  readonly startMs?: number;
  readonly createdMs: number;
  readonly durationSeconds?: number;
  /** How long it rang before it was answered: the duration leaves it out, the end does not. */
  readonly rangSeconds?: number;
  /** Negative, as Twilio writes charges; undefined until the call has been billed. */
  readonly price?: string;
  /** The account's currency; US dollars by default. */
  readonly priceUnit?: string;
}

export interface LoggedRecording {
  readonly sid: string;
  readonly callSid: string;
  readonly source: 'RecordVerb' | 'DialVerb' | 'StartCallRecordingTwiML';
  readonly startMs: number;
  readonly durationSeconds: number;
}

export interface LoggedTranscription {
  readonly sid: string;
  readonly recordingSid: string;
}

export interface LoggedMessage {
  readonly sid: string;
  readonly from: string;
  readonly to: string;
  readonly body: string;
  readonly sentMs: number;
  /** By default we sent it. */
  readonly direction?: 'inbound' | 'outbound-api';
  readonly status?: string;
  /** Negative; undefined until it has been billed. */
  readonly price?: string;
}

/** The calls that the account had, newest first, as Twilio lists them. */
export class CallLogStore {
  #calls: LoggedCall[] = [];
  readonly #byNumber = new Map<string, LoggedCall[]>();
  readonly recordings: LoggedRecording[] = [];
  readonly transcriptions: LoggedTranscription[] = [];
  readonly messages: LoggedMessage[] = [];
  /** Calls that count as usage although no list shows them. */
  readonly unlisted: LoggedCall[] = [];

  add(calls: readonly LoggedCall[]): void {
    this.#calls = [...this.#calls, ...calls].sort((a, b) => b.createdMs - a.createdMs);
    this.#byNumber.clear();
    for (const call of this.#calls) {
      const same = this.#byNumber.get(call.to);
      if (same === undefined) this.#byNumber.set(call.to, [call]);
      else same.push(call);
    }
  }

  /** @param to the called number; undefined = every call */
  list(to: string | undefined): readonly LoggedCall[] {
    return to === undefined ? this.#calls : (this.#byNumber.get(to) ?? []);
  }
}

export function toCallJson(call: LoggedCall, accountSid: string): Record<string, unknown> {
  const { sid, from, to, startMs, createdMs, durationSeconds, rangSeconds = 0 } = call;
  const date = (ms: number | undefined) => (ms === undefined ? null : toRfc2822(new Date(ms)));
  const endMs =
    startMs === undefined || durationSeconds === undefined
      ? undefined
      : startMs + (rangSeconds + durationSeconds) * 1_000;
  return {
    sid,
    account_sid: accountSid,
    api_version: '2010-04-01',
    parent_call_sid: call.parentCallSid ?? null,
    to,
    to_formatted: to,
    from,
    from_formatted: from,
    status: call.status,
    direction: call.direction,
    answered_by: null,
    date_created: date(createdMs),
    date_updated: date(endMs ?? startMs ?? createdMs),
    start_time: date(startMs),
    end_time: date(endMs),
    duration: durationSeconds === undefined ? null : String(durationSeconds),
    price: call.price ?? null,
    price_unit: call.priceUnit ?? 'USD',
    forwarded_from: null,
    caller_name: null,
    group_sid: null,
    phone_number_sid: null,
    queue_time: '0',
    trunk_sid: null,
    uri: `/2010-04-01/Accounts/${accountSid}/Calls/${sid}.json`,
    subresource_uris: {},
  };
}

export function toRecordingJson(
  { sid, callSid, source, startMs, durationSeconds }: LoggedRecording,
  accountSid: string,
): Record<string, unknown> {
  const startedAt = toRfc2822(new Date(startMs));
  return {
    sid,
    account_sid: accountSid,
    api_version: '2010-04-01',
    call_sid: callSid,
    conference_sid: null,
    source,
    status: 'completed',
    channels: 1,
    track: 'inbound',
    start_time: startedAt,
    date_created: startedAt,
    date_updated: startedAt,
    duration: String(durationSeconds),
    price: null,
    price_unit: 'USD',
    error_code: null,
    encryption_details: null,
    uri: `/2010-04-01/Accounts/${accountSid}/Recordings/${sid}.json`,
  };
}
