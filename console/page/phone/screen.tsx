import { useEffect, useState } from 'preact/hooks';
import type { CallMessage } from '../../protocol';
import { formatDuration, formatNumber } from '../format';
import { Captions } from './captions';

interface ScreenProps {
  readonly call: CallMessage;
  readonly onLeave: () => void;
}

/** The phone's screen during a call, and after it. */
export function Screen({ call, onLeave }: ScreenProps) {
  const isOver = call.state === 'ended';
  return (
    <div class="screen">
      <div class="call-head">
        <div>
          <p class="call-name">{call.tenantName ?? 'Nobody’s number'}</p>
          <p class="call-number">{formatNumber(call.to)}</p>
        </div>
        {isOver ? (
          <button type="button" class="quiet" onClick={onLeave}>
            Numbers
          </button>
        ) : (
          <Timer call={call} />
        )}
      </div>
      <Captions phone="caller" label="What you hear">
        {isOver && <End call={call} />}
      </Captions>
    </div>
  );
}

function Timer({ call }: { readonly call: CallMessage }) {
  const [nowMs, setNowMs] = useState(Date.now());
  useEffect(() => {
    const timer = setInterval(() => setNowMs(Date.now()), 500);
    return () => clearInterval(timer);
  }, []);
  if (call.answeredAt === undefined) return <p class="call-time">Ringing…</p>;
  return <p class="call-time">{formatDuration(nowMs - Date.parse(call.answeredAt))}</p>;
}

const STATUSES: Readonly<Record<string, string>> = {
  completed: 'The call is over',
  busy: 'Busy: the call was not answered',
  'no-answer': 'The call was not answered',
  failed: 'The call has failed',
  canceled: 'You hung up before the call was answered',
};

function End({ call: { end, answeredAt, endedAt } }: { readonly call: CallMessage }) {
  if (!end) {
    return (
      <div class="call-end">
        <p>The call is over.</p>
        <p>What follows it still happens.</p>
      </div>
    );
  }
  const length =
    answeredAt !== undefined && endedAt !== undefined
      ? ` after ${formatDuration(Date.parse(endedAt) - Date.parse(answeredAt))}`
      : '';
  return (
    <div class="call-end">
      <p>
        {STATUSES[end.status] ?? end.status}
        {length}.
      </p>
      {[...new Set([...end.sentences, ...end.problems])].map((sentence) => (
        <p key={sentence} class={end.sentences.includes(sentence) ? '' : 'is-problem'}>
          {sentence}
        </p>
      ))}
    </div>
  );
}
