import { useRef, useState } from 'preact/hooks';
import type { Ear } from '../audio/ear';
import { useConsole } from '../console-context';
import { type CallerFields, CALLERS, readCaller } from './callers';
import { type CalledNumber, findNumbers } from './find-numbers';

/** What is about to be called, by whom, and the way there. */
export interface Dialling {
  readonly typed: string;
  readonly type: (text: string) => void;
  readonly found: readonly CalledNumber[];
  /** Undefined = nothing fits what was typed. */
  readonly chosen: CalledNumber | undefined;
  readonly choose: (number: string) => void;
  readonly caller: CallerFields;
  readonly setCaller: (caller: CallerFields) => void;
  /** Whether a call may cost money. */
  readonly isPaid: boolean;
  readonly setPaid: (isPaid: boolean) => void;
  readonly call: () => void;
}

const [ordinary] = CALLERS;

export function useDialling(): Dialling {
  const { state, ear, send, showProblem } = useConsole();
  const [typed, type] = useState('');
  const [number, choose] = useState<string>();
  const [caller, setCaller] = useState<CallerFields>(ordinary?.caller ?? { from: 'anonymous' });
  const [isPaid, setPaid] = useState(false);
  const isPlacing = useRef(false);
  const found = findNumbers(state.world?.tenants ?? [], typed);
  const chosen = found.find((entry) => entry.number === number) ?? found[0];
  const call = async () => {
    if (!chosen) return showProblem('No tenant and no number fits what you typed.');
    if (state.world?.mode === 'vapi' && !isPaid) {
      return showProblem('This call reaches the real Vapi. Tick the box above the button first.');
    }
    // A second click, or the Enter key held down, is no second call.
    if (isPlacing.current) return;
    isPlacing.current = true;
    showProblem(undefined);
    const silence = await openEar(ear);
    if (silence !== undefined) showProblem(silence);
    isPlacing.current = false;
    const [language = 'en-US'] = chosen.tenant?.languages ?? [];
    send({
      ...caller,
      from: readCaller(caller.from),
      type: 'call',
      to: chosen.number,
      speaks: ear.speech.hasVoice(language),
      reachesVapi: isPaid,
    });
  };
  return {
    typed,
    type,
    found,
    chosen,
    choose,
    caller,
    setCaller,
    isPaid,
    setPaid,
    call: () => void call(),
  };
}

const SOUND_LIMIT_MS = 1_000;

/** Waits for the phone's sound. @returns why there is none: then the captions are enough */
async function openEar(ear: Ear): Promise<string | undefined> {
  const timer = new Promise<undefined>((resolve) => setTimeout(resolve, SOUND_LIMIT_MS));
  const opened = ear.open().then(
    () => undefined,
    ({ message }: Error) => `You hear nothing: the phone’s sound has failed (${message}).`,
  );
  return Promise.race([opened, timer]);
}
