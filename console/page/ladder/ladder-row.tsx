import { formatMs, formatSeconds } from '../format';
import { Code } from './code';
import { LANES, type Row, shortenTitle, summariseAnswer } from './layout';
import { LANE_NAMES } from './lane-names';
import { StepDetails } from './step-details';

interface RowProps {
  readonly row: Row;
  readonly isOpen: boolean;
  readonly onToggle: () => void;
}

/** A row of the ladder, which opens. */
export function LadderRow({ row, isOpen, onToggle }: RowProps) {
  const hasDetails = row.kind === 'log' || Boolean(row.step.request ?? row.step.response);
  const content = (
    <>
      <span class="at">{formatSeconds(row.atMs)}</span>
      {LANES.map((lane) => (
        <span key={lane} class={`life is-${lane}`} aria-hidden="true" />
      ))}
      <RowContent row={row} />
    </>
  );
  return (
    <li class={`row is-${row.kind}${isProblem(row) ? ' is-problem' : ''}`}>
      {hasDetails ? (
        <button type="button" class="row-grid" aria-expanded={isOpen} onClick={onToggle}>
          {content}
        </button>
      ) : (
        <div class="row-grid">{content}</div>
      )}
      {isOpen && <Details row={row} />}
    </li>
  );
}

function isProblem(row: Row): boolean {
  return row.kind === 'log'
    ? row.entry.level === 'error' || row.entry.level === 'warn'
    : row.step.isProblem;
}

function RowContent({ row }: { readonly row: Row }) {
  switch (row.kind) {
    case 'log':
      return (
        <span class="log-entry">
          <span class="hidden">Log entry, {row.entry.level}: </span>
          {row.entry.message}
        </span>
      );
    case 'note':
      return (
        <span class={`note at-${row.left} is-${row.step.from}`}>{shortenTitle(row.step)}</span>
      );
    case 'request':
    case 'answer': {
      // Words may be long, and the lanes beside them are free.
      const isHeard = row.left === 0 && row.step.request === undefined;
      const place = `at-${row.left} span-${row.span}`;
      return (
        <>
          <span class="hidden">
            {LANE_NAMES[row.from]} to {LANE_NAMES[row.to]}:{' '}
          </span>
          <span class={`label ${place}${isHeard ? ' is-heard' : ''}`}>{describe(row)}</span>
          <span class={`arrow ${place} to-${row.points} is-${row.from}`} aria-hidden="true" />
        </>
      );
    }
  }
}

function describe({ kind, step }: Extract<Row, { step: unknown; span: number }>) {
  if (kind === 'request') return shortenTitle(step);
  return (
    <>
      {summariseAnswer(step)} <em>{formatMs(step.response?.ms ?? 0)}</em>
    </>
  );
}

function Details({ row }: { readonly row: Row }) {
  if (row.kind !== 'log') return <StepDetails step={row.step} />;
  return (
    <div class="details">
      <Code text={row.entry.json} format="json" label="Log entry" />
    </div>
  );
}
