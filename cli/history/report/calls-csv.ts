import { formatCsv } from './csv-table';
import type { MeasuredCall } from './measure-call';

const COLUMNS = [
  'started_at',
  'tenant_id',
  'tenant_name',
  'caller',
  'outcome',
  'class',
  'why',
  'fallback_step',
  'transfer_outcome',
  'stream_errors',
  'duration_seconds',
  'seconds_to_answer',
  'seconds_to_join',
  'talk_seconds',
  'vapi_cost_usd',
  'twilio_price',
  'twilio_price_unit',
  'twilio_call_sid',
  'vapi_call_id',
] as const;

/** Returns the header row. */
export function formatCsvHeader(): string {
  return formatCsv([COLUMNS]);
}

export function formatCsvCall(
  { call, verdict, outcome, ...measured }: MeasuredCall,
  nameOf: (tenantId: string) => string,
): string {
  const { twilio, vapi } = call;
  const row: Readonly<Record<(typeof COLUMNS)[number], unknown>> = {
    started_at: new Date(twilio.startMs).toISOString(),
    tenant_id: twilio.tenantId,
    tenant_name: nameOf(twilio.tenantId),
    caller: twilio.caller.shown,
    outcome,
    class: verdict.callClass,
    why: verdict.why,
    fallback_step: outcome === 'fallback' ? (verdict.step ?? 'unknown') : '',
    transfer_outcome: verdict.transferOutcome,
    stream_errors: measured.streamErrors.join(' '),
    duration_seconds: twilio.durationSeconds,
    seconds_to_answer: toSeconds(measured.answeredAfterMs),
    seconds_to_join: toSeconds(measured.joinedAfterMs),
    talk_seconds: vapi.length === 0 ? undefined : toSeconds(measured.talkMs),
    vapi_cost_usd: measured.costUsd,
    twilio_price: twilio.price,
    twilio_price_unit: twilio.priceUnit,
    twilio_call_sid: twilio.callSid,
    vapi_call_id: vapi.at(-1)?.vapiCallId,
  };
  return formatCsv([COLUMNS.map((name) => row[name])]);
}

const toSeconds = (ms: number | undefined): number | undefined =>
  ms === undefined ? undefined : ms / 1_000;
