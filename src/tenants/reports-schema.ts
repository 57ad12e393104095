import * as v from 'valibot';
import { oneOf, signedWebhook } from './schema-parts';

/** What a tenant can get about a call besides its ids. Nothing else that Vapi sends leaves. */
export const REPORT_FIELDS = [
  'startedAt',
  'endedAt',
  'talkSeconds',
  'outcome',
  'endedReason',
  'costUsd',
  'callerEnding',
  'callerNumber',
  'summary',
  'structuredData',
  'structuredOutputs',
  'successEvaluation',
  'transcript',
  'recordingUrl',
] as const;

/** One field that a tenant can get about a call. */
export type ReportField = (typeof REPORT_FIELDS)[number];

/** Nothing that the caller said, no number, and not what the call cost us. */
const USUAL_FIELDS: ReportField[] = [
  'startedAt',
  'endedAt',
  'talkSeconds',
  'outcome',
  'endedReason',
  'callerEnding',
];

/** Who is notified of each call that an assistant had, and with which fields. */
export const reports = v.strictObject({
  webhook: signedWebhook,
  /** Transcripts, recordings and the caller's number are sent only if they are named here. */
  fields: v.optional(
    v.pipe(
      v.array(oneOf(REPORT_FIELDS)),
      v.minLength(1, 'has no field'),
      v.check((fields) => new Set(fields).size === fields.length, 'names a field twice'),
    ),
    USUAL_FIELDS,
  ),
});

/** Who is notified of a tenant's calls, as the tenant file writes it. */
export type Reports = v.InferOutput<typeof reports>;
