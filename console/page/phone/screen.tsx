import { useEffect, useState } from 'preact/hooks';
import type { CallMessage } from '../../protocol';
import { useConsole } from '../console-context';
import { formatDuration, formatNumber } from '../format';
import { Captions } from './captions';

/** The phone's screen during a call, and after it. */
export function Screen({ onLeave }: { readonly onLeave: () => void }) {
  const { call } = useConsole().state;
  return (
    <div class="screen">
      <div class="call-head">
        <div>
          <p class="call-name">{call?.tenantName ?? (call ? 'Nobody’s number' : 'Calling…')}</p>
          <p class="call-number">{call && formatNumber(call.to)}</p>
        </div>
        {call && call.state !== 'ended' && <Timer call={call} />}
        {/* A call that was refused has never begun. */}
        {(call === undefined || call.state === 'ended') && (
          <button type="button" class="quiet" onClick={onLeave}>
            Numbers
          </button>
        )}
      </div>
      <Captions phone="caller" label="What you hear">
        {call?.state === 'ended' && <End end={call.end} />}
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

function End({ end }: Pick<CallMessage, 'end'>) {
  if (!end) {
    return (
      <div class="call-end">
        <p>The call is over.</p>
        <p>What follows it still happens.</p>
      </div>
    );
  }
  const length = end.billedSeconds > 0 ? ` after ${formatDuration(end.billedSeconds * 1_000)}` : '';
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
