import { useState } from 'preact/hooks';
import { useConsole } from '../console-context';
import { SayForm } from './say-form';

/** What the caller can do during a call besides keys. */
export function InCall({ onHangUp }: { readonly onHangUp: () => void }) {
  const { ear, state } = useConsole();
  const [isOnHold, setOnHold] = useState(false);
  const toggleHold = () => {
    ear.setOnHold(!isOnHold);
    setOnHold(!isOnHold);
  };
  return (
    <div class="in-call">
      {/* Through Twilio, the browser's own microphone is the phone's. */}
      {state.world?.mode !== 'deployed' && (
        <>
          <SayForm phone="caller" />
          <div class="in-call-row">
            <Microphone />
            <button type="button" class="quiet" aria-pressed={isOnHold} onClick={toggleHold}>
              Hold
            </button>
          </div>
        </>
      )}
      <button type="button" class="hang-up" onClick={onHangUp}>
        Hang up
      </button>
    </div>
  );
}

/** The browser asks for permission only once this is switched on. */
function Microphone() {
  const { ear, showProblem } = useConsole();
  const [isOn, setOn] = useState(ear.isListening);
  const toggle = async () => {
    if (isOn) ear.leaveMicrophone();
    else {
      try {
        await ear.useMicrophone();
      } catch (error) {
        showProblem(explain(error));
      }
    }
    setOn(ear.isListening);
  };
  return (
    <button type="button" class="quiet" aria-pressed={isOn} onClick={() => void toggle()}>
      Use the microphone
    </button>
  );
}

function explain(error: unknown): string {
  const name = error instanceof DOMException ? error.name : '';
  if (name === 'NotAllowedError') {
    return 'The browser may not use the microphone. Allow it beside the address, or type what you say.';
  }
  if (name === 'NotFoundError') return 'There is no microphone. Type what you say instead.';
  return 'The microphone cannot be used. Type what you say instead.';
}
