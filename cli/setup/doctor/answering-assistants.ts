import type { AssistantTraits } from '../../core/vapi/resources';
import type { CheckedReference } from '../../core/vapi/look-up';
import { formatNames } from '../../core/vapi/references';

/** An assistant that may talk to callers, with what its squad overrides. */
export interface AnsweringAssistant {
  /** For a sentence. */
  readonly label: string;
  /** Ids of tenants, or a variable. */
  readonly namedBy: readonly string[];
  readonly toolTypes: readonly string[];
  readonly savedToolCount: number;
  readonly maxDurationSeconds: number | undefined;
}

/** Returns every assistant that Vapi showed, including members of squads. */
export function listAnsweringAssistants(
  checked: readonly CheckedReference[],
): AnsweringAssistant[] {
  const saved = new Map<string, AssistantTraits>();
  for (const { kind, lookup, id } of checked) {
    if (kind === 'assistant' && lookup.outcome === 'found') saved.set(id, lookup.resource);
  }
  return checked.flatMap((reference): AnsweringAssistant[] => {
    const { kind, lookup, id, namedBy } = reference;
    if (lookup.outcome !== 'found') return [];
    // A member that only its squad names is listed there, with the squad's overrides.
    const isMemberOnly = namedBy.every((name) => name.startsWith('squad '));
    if (kind === 'assistant' && !isMemberOnly) {
      return [{ ...lookup.resource, namedBy, label: `assistant ${id} (${formatNames(namedBy)})` }];
    }
    if (kind !== 'squad') return [];
    const { members, overrides } = lookup.resource;
    return members.flatMap(({ assistantId, assistant, overrides: own }, index) => {
      const traits = assistant ?? saved.get(assistantId ?? '');
      if (traits === undefined) return [];
      const label = `member ${index + 1} of squad ${id} (${formatNames(namedBy)})`;
      return { label, namedBy, ...merge(traits, own, overrides) };
    });
  });
}

/** Later ones win; tools are added. */
function merge(...parts: readonly AssistantTraits[]): AssistantTraits {
  return {
    toolTypes: parts.flatMap(({ toolTypes }) => toolTypes),
    savedToolCount: parts.reduce((sum, { savedToolCount }) => sum + savedToolCount, 0),
    maxDurationSeconds: parts.findLast((part) => part.maxDurationSeconds !== undefined)
      ?.maxDurationSeconds,
  };
}
