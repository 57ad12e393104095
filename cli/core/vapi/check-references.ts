import { type ExitCode, exitCodes } from '../exit-codes';
import type { CheckedReference } from './look-up';
import { formatNames } from './references';

/** Something that is wrong, and the exit code that it causes. */
export interface Finding {
  readonly problem: string;
  readonly exitCode: ExitCode;
}

/** Whether Vapi accepts the key in one variable. */
export interface KeyState {
  readonly apiKeyEnv: string;
  readonly state: 'accepted' | 'not-set' | 'unauthorized' | 'forbidden' | 'unavailable';
  readonly namedBy: readonly string[];
  /** Why there was no answer, or no question. */
  readonly detail?: string;
}

/** Returns the state of each key. One answer that needed a key is enough to call it accepted. */
export function listKeyStates(checked: readonly CheckedReference[]): KeyState[] {
  const states = new Map<string, KeyState>();
  for (const { apiKeyEnv, namedBy, lookup } of checked) {
    const before = states.get(apiKeyEnv);
    const all = [...new Set([...(before?.namedBy ?? []), ...namedBy])];
    states.set(
      apiKeyEnv,
      before?.state === 'accepted'
        ? { ...before, namedBy: all }
        : { apiKeyEnv, ...stateOf(lookup), namedBy: all },
    );
  }
  return [...states.values()];
}

function stateOf(lookup: CheckedReference['lookup']): Pick<KeyState, 'state' | 'detail'> {
  switch (lookup.outcome) {
    case 'found':
    case 'missing':
    case 'bad-id':
      return { state: 'accepted' };
    case 'key-not-set':
      return { state: 'not-set', detail: lookup.detail };
    case 'unauthorized':
    case 'forbidden':
      return { state: lookup.outcome };
    case 'unavailable':
      return { state: 'unavailable', detail: lookup.detail };
  }
}

/** Returns what is wrong with a key; nothing for an accepted one. */
export function checkKey(key: KeyState, isAnyKeySet: boolean): Finding | undefined {
  const { apiKeyEnv, state, namedBy, detail } = key;
  switch (state) {
    case 'accepted':
      return undefined;
    case 'not-set':
      return {
        problem: `${apiKeyEnv}, needed by ${formatNames(namedBy)}, ${detail ?? ''}`,
        exitCode: isAnyKeySet ? exitCodes.found : exitCodes.configuration,
      };
    case 'unauthorized':
      return {
        problem: `Vapi does not accept the key in ${apiKeyEnv}: a public key, a revoked one, or of another region`,
        exitCode: exitCodes.configuration,
      };
    case 'forbidden':
      return {
        problem: `Vapi refuses requests with ${apiKeyEnv} (403): the key lacks rights, or Vapi's edge blocks this machine`,
        exitCode: exitCodes.vendor,
      };
    case 'unavailable':
      return {
        problem: `Vapi ${detail ?? 'failed'} when asked with ${apiKeyEnv}, the key of ${formatNames(namedBy)}`,
        exitCode: exitCodes.vendor,
      };
  }
}

/** Returns what is wrong with the references themselves: ids that do not exist. */
export function checkIds(checked: readonly CheckedReference[]): Finding[] {
  const answered = new Set(
    listKeyStates(checked)
      .filter(({ state }) => state === 'accepted')
      .map(({ apiKeyEnv }) => apiKeyEnv),
  );
  return checked.flatMap(({ kind, id, apiKeyEnv, namedBy, lookup }) => {
    const what = `${kind} ${id} (${formatNames(namedBy)})`;
    switch (lookup.outcome) {
      case 'missing':
        return {
          problem: `${what} is not in the organisation of ${apiKeyEnv}, or in another region`,
          exitCode: exitCodes.found,
        };
      case 'bad-id':
        return { problem: `${what} is no id that Vapi accepts`, exitCode: exitCodes.found };
      case 'unavailable':
        // If nothing was answered at all, the key's finding says so once.
        return answered.has(apiKeyEnv)
          ? {
              problem: `${what} could not be looked up: Vapi ${lookup.detail}`,
              exitCode: exitCodes.vendor,
            }
          : [];
      case 'found':
      case 'key-not-set':
      case 'unauthorized':
      case 'forbidden':
        return [];
    }
  });
}
