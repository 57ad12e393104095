import * as v from 'valibot';
import { MODEL_TEXTS } from './constants';
import { oneOf, signedWebhook } from './schema-parts';
import { followUp, textBack } from './texts-schema';

/** Names that belong to HTTP, to us, or to the signature. `authorization` may be used. */
const FORBIDDEN_HEADER =
  /^(host|connection|keep-alive|te|trailer|transfer-encoding|upgrade|expect|cookie|date|origin|user-agent|accept-encoding|content-.*|proxy-.*|sec-.*|webhook-.*)$/i;

/** A header by which receivers know us that check no signature. */
const staticHeader = v.strictObject({
  name: v.pipe(
    v.string(),
    v.regex(/^[A-Za-z][A-Za-z0-9-]{0,63}$/, 'is not a header like X-Api-Key'),
    v.check(
      (name) => !FORBIDDEN_HEADER.test(name),
      'is a header of HTTP, of ours or of the signature; choose another, such as X-Api-Key or Authorization',
    ),
  ),
  valueEnv: v.pipe(
    v.string(),
    v.regex(
      /^SWITCHBOARD_[A-Z0-9_]*TOKEN[A-Z0-9_]*$/,
      'is not the name of a variable like SWITCHBOARD_TOKEN_ACME (never the value itself)',
    ),
  ),
});

const MAX_BODY_CHARACTERS = 8_000;

/** A JSON document for receivers that want one of their own. Its placeholders are checked with the file. */
const bodyTemplate = v.pipe(
  v.union(
    [v.record(v.string(), v.unknown()), v.array(v.unknown())],
    'is neither an object in { } nor a list in [ ]',
  ),
  v.check(
    (body) => JSON.stringify(body).length <= MAX_BODY_CHARACTERS,
    `is longer than ${MAX_BODY_CHARACTERS} characters`,
  ),
);

/** Who gets the call record, and in which form. */
const recordWebhook = v.strictObject({
  ...signedWebhook.entries,
  header: v.optional(staticHeader),
  body: v.optional(bodyTemplate),
  /** What the model wrote leaves only if it is named here. */
  modelText: v.optional(
    v.pipe(
      v.array(oneOf(MODEL_TEXTS)),
      v.check((names) => new Set(names).size === names.length, 'names a text twice'),
    ),
    [],
  ),
});

/** What happens once a phone call is over. */
export const afterCall = v.strictObject({
  /** Who gets the call record. */
  webhook: v.optional(recordWebhook),
  /** A text to callers whom nobody answered. */
  textBack: v.optional(textBack),
  /** A text to callers after a talk. */
  followUp: v.optional(followUp),
});

/** What happens after a call, as the tenant file writes it. */
export type AfterCall = v.InferOutput<typeof afterCall>;
