import { listOutcomes } from '../outcome';
import type { FiguresData, ReportData } from '../report-data';
import {
  countMetBounds,
  countTextErrors,
  describeDoor,
  formatCount,
  formatDuration,
  formatHour,
  formatMoney,
  formatPrices,
  formatSeconds,
  formatShare,
  NONE,
  OUTCOME_MEANINGS,
  OUTCOME_NAMES,
  sortCounts,
  STREAM_ERRORS,
} from '../figure-words';
import type { MakeElement, PageElement } from './elements';
import { buildTable } from './tables';

/** Returns the figures that come first. */
export function buildTiles({ total, hasLogs }: ReportData, make: MakeElement): PageElement {
  const { secondsToAnswer: answer, calls, callsForAssistant, outcomes } = total;
  const failed = outcomes['no-assistant'];
  const streams = Object.values(total.streamErrors ?? {}).reduce((sum, count) => sum + count, 0);
  const tile = (name: string, value: string, more: string) =>
    make(
      'div',
      { class: 'tile' },
      make('dt', {}, name),
      make('dd', { class: 'value' }, value),
      make('dd', { class: 'small' }, more),
    );
  return make(
    'dl',
    { class: 'tiles' },
    tile('Calls', formatCount(calls), `busiest ${hourOf(total)}`),
    tile('Answered', formatShare(total.answeredShare), `${formatCount(total.answered)} calls`),
    tile('Fallback', formatShare(total.fallbackShare), `${formatCount(outcomes.fallback)} calls`),
    tile(
      'No assistant',
      formatShare(callsForAssistant === 0 ? null : failed / callsForAssistant),
      `${formatCount(failed)} calls`,
    ),
    tile(
      'Time to answer',
      formatSeconds(answer.median),
      `95 % within ${formatSeconds(answer.p95)}`,
    ),
    tile('Talk time', formatDuration(total.talkSeconds), 'with an assistant'),
    tile(
      'Cost at Vapi',
      total.vapiCalls === 0 ? NONE : formatMoney(total.vapiCostUsd),
      `at Twilio: ${formatPrices(total.twilioPrices)}`,
    ),
    tile(
      'Stream failures',
      hasLogs ? formatCount(streams) : NONE,
      hasLogs ? 'by our log' : 'log not read',
    ),
  );
}

function hourOf({ busiestHours }: FiguresData): string {
  const [hour] = busiestHours;
  return hour === undefined ? NONE : formatHour(hour);
}

/** Returns the tables of what became of the calls, and why. */
export function buildBreakdown(data: ReportData, make: MakeElement): PageElement {
  const { calls, outcomes } = data.total;
  return make(
    'section',
    { 'aria-labelledby': 'outcomes' },
    make('h2', { id: 'outcomes' }, 'What became of the calls'),
    buildTable(make, {
      caption: 'Calls by outcome',
      asCards: true,
      columns: [
        { title: 'Outcome' },
        { title: 'Calls', isNumber: true },
        { title: 'Share', isNumber: true },
        { title: 'Meaning', isProse: true },
      ],
      rows: listOutcomes(outcomes).map((name) => [
        OUTCOME_NAMES[name],
        formatCount(outcomes[name]),
        formatShare(calls === 0 ? null : outcomes[name] / calls),
        OUTCOME_MEANINGS[name],
      ]),
    }),
    make('div', { class: 'pairs', style: 'margin-top:28px' }, ...buildCauses(data, make)),
  );
}

function buildCauses(data: ReportData, make: MakeElement): (PageElement | false)[] {
  const { total, hasLogs } = data;
  const { fallbackSteps, fallbackReasons, transferOutcomes, frontDoor } = total;
  const door = describeDoor(frontDoor);
  const words = (
    caption: string,
    [title, counted]: readonly [string, string],
    counts: Readonly<Record<string, number>>,
  ) =>
    Object.keys(counts).length > 0 &&
    buildTable(make, {
      caption,
      columns: [{ title }, { title: counted, isNumber: true }],
      rows: sortCounts(counts).map(([word, count]) => [word, formatCount(count)]),
    });
  const streamErrors = Object.fromEntries(
    Object.entries(total.streamErrors ?? {}).map(([code, count]) => [
      STREAM_ERRORS[code] === undefined ? code : `${code}: ${STREAM_ERRORS[code]}`,
      count,
    ]),
  );
  return [
    door.length > 0 &&
      buildTable(make, {
        caption: 'What the front door ended, by the log',
        columns: [{ title: 'End' }, { title: 'Calls', isProse: true }],
        rows: door,
      }),
    words('How far fallbacks came', ['Last step', 'Calls'], fallbackSteps),
    words('Why our Functions gave a fallback, by the log', ['Reason', 'Calls'], fallbackReasons),
    words('Why callers were refused, by the log', ['Rule', 'Calls'], frontDoor?.refusals ?? {}),
    words('Transfers to people', ['Outcome', 'Calls'], transferOutcomes),
    hasLogs &&
      words('Streams that failed, by Twilio’s error code', ['Error', 'Streams'], streamErrors),
    words('Bounds that tenants met, by the log', ['Bound', 'Times'], countMetBounds(data)),
    words('Texts to callers that failed, by the log', ['Error', 'Texts'], countTextErrors(data)),
  ];
}

export function buildTenants({ tenants }: ReportData, make: MakeElement): PageElement {
  const number = (title: string) => ({ title, isNumber: true });
  return make(
    'section',
    { 'aria-labelledby': 'tenants' },
    make('h2', { id: 'tenants' }, 'Tenants'),
    buildTable(make, {
      caption: 'Tenants, by number of calls',
      asCards: true,
      columns: [
        { title: 'Tenant' },
        ...['Calls', 'Answered', 'Fallback', 'No assistant', 'Median', '95 %'].map(number),
        ...['Talk time', 'Vapi cost', 'Busiest hour'].map(number),
      ],
      rows: tenants.map((figures) => [
        figures.tenantName,
        formatCount(figures.calls),
        formatShare(figures.answeredShare),
        formatShare(figures.fallbackShare),
        formatCount(figures.outcomes['no-assistant']),
        formatSeconds(figures.secondsToAnswer.median),
        formatSeconds(figures.secondsToAnswer.p95),
        formatDuration(figures.talkSeconds),
        figures.vapiCalls === 0 ? NONE : formatMoney(figures.vapiCostUsd),
        hourOf(figures),
      ]),
    }),
  );
}

/** Returns the table of calls that somebody should look at; undefined if there are none. */
export function buildToLookAt(
  { toLookAt, timeZone }: ReportData,
  make: MakeElement,
): PageElement | undefined {
  if (toLookAt.length === 0) return undefined;
  const format = new Intl.DateTimeFormat('en-GB', {
    timeZone,
    dateStyle: 'medium',
    timeStyle: 'short',
  });
  return make(
    'section',
    { 'aria-labelledby': 'look' },
    make('h2', { id: 'look' }, 'Calls to look at'),
    buildTable(make, {
      caption: `Newest calls that got a fallback or no assistant (${timeZone})`,
      asCards: true,
      columns: [
        ...['Began', 'Tenant', 'Caller'].map((title) => ({ title })),
        { title: 'Why', isProse: true },
        { title: 'Call at Twilio' },
      ],
      rows: toLookAt.map((call) => [
        make('span', { class: 'fixed' }, format.format(new Date(call.startedAt))),
        call.tenantId,
        call.caller,
        call.why,
        make('code', {}, call.twilioCallSid),
      ]),
    }),
  );
}

/** Returns what the figures mean. */
export function buildFooter({ otherVapiCalls }: ReportData, make: MakeElement): PageElement {
  const term = (name: string, text: string) => [make('dt', {}, name), make('dd', {}, text)];
  return make(
    'footer',
    {},
    make(
      'dl',
      {},
      ...term('Answered', 'The assistant joined, and no failure left the caller alone afterwards.'),
      ...term(
        'Time to answer',
        'From Twilio’s start of the call, given in whole seconds, until Vapi says that the assistant joined: two clocks. Exact quantiles, nearest rank.',
      ),
      ...term('Talk time', 'While an assistant was connected, by Vapi’s clock.'),
      ...term(
        'Cost',
        'As Vapi and Twilio list it: at Twilio for the callers’ legs alone, without legs to people, recordings and Functions.',
      ),
      ...(otherVapiCalls > 0
        ? term('Left out', `${formatCount(otherVapiCalls)} other calls of the Vapi organisation.`)
        : []),
    ),
  );
}
