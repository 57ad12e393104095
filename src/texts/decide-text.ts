import type { CallRecord } from '../call-record/call-record';
import type { FollowUp, TextBack } from '../tenants/texts-schema';
import type { Tenant } from '../tenants/tenant';

/** Which text a call leads to. */
export type TextPlan =
  | { readonly kind: 'text-back'; readonly rules: TextBack }
  | { readonly kind: 'follow-up'; readonly rules: FollowUp };

export type TextDecision =
  | { readonly plan: TextPlan; readonly why?: undefined }
  /** `outage`: the assistant is switched off, so many callers are missed at once. */
  | { readonly plan?: undefined; readonly why: 'not-wanted' | 'outage' };

/** Decides which text a call leads to, if its caller may be texted. At most one: who is missed has not talked. */
export function decideText(
  record: Pick<CallRecord, 'missed' | 'answeredBy' | 'assistantSeconds' | 'personSeconds'>,
  { afterCall }: Pick<Tenant, 'afterCall'>,
  isOutage: boolean,
): TextDecision {
  const { textBack, followUp } = afterCall ?? {};
  if (record.missed) {
    if (textBack === undefined) return { why: 'not-wanted' };
    if (isOutage && !textBack.duringOutage) return { why: 'outage' };
    return { plan: { kind: 'text-back', rules: textBack } };
  }
  if (followUp === undefined || !isTalk(record, followUp)) return { why: 'not-wanted' };
  return { plan: { kind: 'follow-up', rules: followUp } };
}

/** A talk whose length is not known is as long as it has to be only where nothing is asked. */
function isTalk(
  {
    answeredBy,
    assistantSeconds,
    personSeconds,
  }: Pick<CallRecord, 'answeredBy' | 'assistantSeconds' | 'personSeconds'>,
  { when, minSeconds = 0 }: FollowUp,
): boolean {
  const seconds = { assistant: assistantSeconds ?? 0, person: personSeconds ?? 0 };
  switch (when) {
    case 'assistant':
      return answeredBy === 'assistant' && seconds.assistant >= minSeconds;
    case 'person':
      return answeredBy === 'person' && seconds.person >= minSeconds;
    case 'any':
      return answeredBy !== 'nobody' && seconds.assistant + seconds.person >= minSeconds;
  }
}
