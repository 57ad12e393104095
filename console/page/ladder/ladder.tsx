import { useEffect, useMemo, useRef, useState } from 'preact/hooks';
import { useConsole } from '../console-context';
import { LANES, layOut, type Row } from './layout';
import { LadderRow } from './ladder-row';
import { LANE_NAMES } from './lane-names';

/** What passes between those who take part in the call, as it happens. */
export function Ladder() {
  const { state } = useConsole();
  const [showsLog, setShowsLog] = useState(true);
  const [open, setOpen] = useState<string>();
  const rows = useMemo(
    () => layOut(state.steps, showsLog ? state.log : []),
    [state.steps, state.log, showsLog],
  );
  return (
    <section class="ladder" aria-labelledby="ladder-title">
      <div class="panel-head">
        <h2 id="ladder-title">What happens</h2>
        <LadderTools showsLog={showsLog} onLog={setShowsLog} />
      </div>
      <div
        class="rows"
        role="region"
        aria-label="The call’s ladder"
        tabindex={0}
        ref={useFollow(rows, open)}
      >
        <div class="lanes" aria-hidden="true">
          <span class="at">time</span>
          {LANES.map((lane) => (
            <span key={lane} class={`lane-name is-${lane}`}>
              {LANE_NAMES[lane]}
            </span>
          ))}
        </div>
        <ol>
          {rows.map((row) => (
            <LadderRow
              key={row.id}
              row={row}
              isOpen={row.id === open}
              onToggle={() => setOpen(row.id === open ? undefined : row.id)}
            />
          ))}
        </ol>
        {rows.length === 0 && <Empty />}
      </div>
    </section>
  );
}

/** What will be here, and what is worth a try. */
function Empty() {
  const { world } = useConsole().state;
  return (
    <div class="empty">
      <p>
        Place a call. Each webhook appears here with its form, its answer and its time, beside what
        the Functions log. A click on one opens it.
      </p>
      {world?.mode === 'stand-in' && (
        <>
          <p>Then try this:</p>
          <ul>
            <li>Press 0 during the talk, and answer the second phone.</li>
            <li>Let Vapi be down, and call again: you hear the fallback.</li>
            <li>Let the assistant die in the middle of the talk.</li>
            <li>Let all slots be taken, and call a tenant with a queue.</li>
            <li>Set the clock to a Sunday, and call a tenant with hours.</li>
          </ul>
        </>
      )}
    </div>
  );
}

/** Keeps the newest row in sight, unless the person reads another. */
function useFollow(rows: readonly Row[], open: string | undefined) {
  const list = useRef<HTMLDivElement>(null);
  const isAtEnd = useRef(true);
  useEffect(() => {
    const { current } = list;
    if (!current) return;
    let topBefore = 0;
    const look = () => {
      const { scrollHeight, scrollTop, clientHeight } = current;
      // New rows make the list longer before it is followed: only a person scrolls up.
      if (scrollHeight - scrollTop - clientHeight < 60) isAtEnd.current = true;
      else if (scrollTop < topBefore) isAtEnd.current = false;
      topBefore = scrollTop;
    };
    current.addEventListener('scroll', look, { passive: true });
    return () => current.removeEventListener('scroll', look);
  }, []);
  useEffect(() => {
    const { current } = list;
    if (current && open === undefined && isAtEnd.current) current.scrollTop = current.scrollHeight;
  }, [rows.length]);
  return list;
}

interface ToolsProps {
  readonly showsLog: boolean;
  readonly onLog: (showsLog: boolean) => void;
}

function LadderTools({ showsLog, onLog }: ToolsProps) {
  const { state, send, showProblem } = useConsole();
  const { call } = state;
  const [isCopied, setCopied] = useState(false);
  const copy = async (command: string) => {
    try {
      await navigator.clipboard.writeText(command);
      setCopied(true);
      setTimeout(() => setCopied(false), 2_000);
    } catch {
      showProblem(`The browser does not let the page copy. The command is: ${command}`);
    }
  };
  return (
    <div class="tools">
      <label class="check">
        <input
          type="checkbox"
          checked={showsLog}
          onChange={({ currentTarget }) => onLog(currentTarget.checked)}
        />
        Log
      </label>
      {call && state.world?.mode !== 'deployed' && (
        <>
          <button type="button" class="quiet" onClick={() => void copy(call.command)}>
            Copy as npm run call
          </button>
          <button
            type="button"
            class="quiet"
            onClick={() => send({ type: 'download', callId: call.callId })}
          >
            Download
          </button>
          <span class="hidden" role="status">
            {isCopied ? 'Copied' : ''}
          </span>
          {isCopied && <span aria-hidden="true">Copied ✓</span>}
        </>
      )}
    </div>
  );
}
