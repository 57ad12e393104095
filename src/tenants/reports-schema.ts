import * as v from 'valibot';
import { signedWebhook } from './schema-parts';

/** What a tenant can be told of a call beside its ids. Nothing else leaves, whatever Vapi sends. */
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
  'successEvaluation',
  'transcript',
  'recordingUrl',
] as const;

/** One thing that a tenant can be told of a call. */
export type ReportField = (typeof REPORT_FIELDS)[number];

/** No words of the caller's, no number, and not what the call cost us. */
const USUAL_FIELDS: ReportField[] = [
  'startedAt',
  'endedAt',
  'talkSeconds',
  'outcome',
  'endedReason',
  'callerEnding',
];

/** Who is notified of each call that an assistant had, and what. */
export const reports = v.strictObject({
  webhook: signedWebhook,
  /** Words, recordings and the caller's number are sent only where they are named here. */
  fields: v.optional(
    v.pipe(
      v.array(v.picklist(REPORT_FIELDS, `is none of ${REPORT_FIELDS.join(', ')}`)),
      v.minLength(1, 'has no field'),
      v.check((fields) => new Set(fields).size === fields.length, 'names a field twice'),
    ),
    USUAL_FIELDS,
  ),
});

/** Who is notified of a tenant's calls, as the tenant file writes it. */
export type Reports = v.InferOutput<typeof reports>;
