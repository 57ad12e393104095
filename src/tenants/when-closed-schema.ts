import * as v from 'valibot';
import { fallbackChain } from './fallback-schema';
import { otherAssistant } from './schema-parts';

/** What callers get while the business is closed, instead of the usual assistant. */
export const whenClosed = v.union(
  [v.strictObject({ assistant: otherAssistant }), v.strictObject({ fallback: fallbackChain })],
  'is neither {"assistant": …} nor {"fallback": […]}',
);

/** The same, as the tenant file writes it. */
export type WhenClosed = v.InferOutput<typeof whenClosed>;
