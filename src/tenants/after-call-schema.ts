import * as v from 'valibot';
import { signedWebhook } from './schema-parts';

/** What happens once a phone call is over. */
export const afterCall = v.strictObject({
  /** Who gets the call record. */
  webhook: v.optional(signedWebhook),
});

/** What happens after a call, as the tenant file writes it. */
export type AfterCall = v.InferOutput<typeof afterCall>;
