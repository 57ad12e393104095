import { useEffect, useRef, useState } from 'preact/hooks';
import { useConsole } from '../console-context';
import { useKeptFocus } from '../use-kept-focus';
import { CallerForm } from './caller-form';
import { Directory } from './directory';
import { InCall } from './in-call';
import { Keypad } from './keypad';
import { Screen } from './screen';
import { useDialling } from './use-dialling';
import { useKeyboard } from './use-keyboard';

/** The caller's phone: who can be called, and then the call. */
export function Phone() {
  const { state, ear, send, press } = useConsole();
  const { call } = state;
  /** The directory stands where the call was, once the person wants to call somebody else. */
  const [wantsDirectory, setWantsDirectory] = useState(false);
  const showsDirectory = wantsDirectory || call === undefined;
  const dialling = useDialling();
  const isCalling = call !== undefined && call.state !== 'ended';
  const phone = useRef<HTMLElement>(null);

  const pressKey = (key: string) => {
    ear.press(key);
    if (isCalling) press('caller', key);
    else if (showsDirectory) dialling.type(dialling.typed + key);
  };
  const hangUp = () => {
    if (isCalling) send({ type: 'hangUp', phone: 'caller' });
  };
  useKeyboard(phone, {
    onKey: pressKey,
    onCall: isCalling ? hold : dialling.call,
    onHangUp: hangUp,
  });
  useKeptFocus(phone, `${isCalling} ${showsDirectory}`);
  useEffect(() => {
    if (isCalling) setWantsDirectory(false);
  }, [isCalling]);

  return (
    <section class="phone" aria-labelledby="phone-title" tabindex={-1} ref={phone}>
      <h2 id="phone-title" class="hidden">
        Your phone
      </h2>
      {showsDirectory ? (
        <Directory dialling={dialling} />
      ) : (
        <Screen call={call} onLeave={() => setWantsDirectory(true)} />
      )}
      <Keypad onKey={pressKey} />
      {isCalling ? (
        <InCall onHangUp={hangUp} />
      ) : (
        <CallButton dialling={dialling} isAgain={!showsDirectory} />
      )}
      {!isCalling && state.world?.mode !== 'deployed' && <CallerForm dialling={dialling} />}
    </section>
  );
}

/** Enter during a call does nothing. */
const hold = () => undefined;

function CallButton({
  dialling,
  isAgain,
}: {
  readonly dialling: ReturnType<typeof useDialling>;
  readonly isAgain: boolean;
}) {
  const { world, connection } = useConsole().state;
  return (
    <div class="call-row">
      {world?.mode === 'vapi' && (
        <label class="paid">
          <input
            type="checkbox"
            checked={dialling.isPaid}
            onChange={({ currentTarget }) => dialling.setPaid(currentTarget.checked)}
          />
          My calls reach the real Vapi, take a slot and cost money
        </label>
      )}
      <button
        type="button"
        class="call"
        disabled={connection !== 'open' || dialling.chosen === undefined}
        onClick={dialling.call}
      >
        {isAgain ? 'Call again' : 'Call'}
      </button>
    </div>
  );
}
