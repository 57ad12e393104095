import { listOutcomes } from '../outcome';
import type { ReportData } from '../report-data';
import { formatCount, formatHour, formatSeconds, OUTCOME_NAMES } from '../figure-words';
import { drawAnswerTimes, type Drawing, drawFailures, drawHours, listShownOutcomes } from './draw';
import {
  type Child,
  describeSvg,
  type MakeElement,
  type PageDocument,
  type PageElement,
} from './elements';
import { formatDay } from './scales';
import { type Variant, VARIANTS } from './styles';
import { buildTable, type TableParts } from './tables';

export type FigureTools = Pick<Drawing, 'plot' | 'locale'> & {
  readonly document: PageDocument;
  readonly make: MakeElement;
};

interface FigureParts {
  readonly id: string;
  readonly title: string;
  /** What the picture shows, also for people who do not see it. */
  readonly description: string;
  readonly legend: readonly { readonly name: string; readonly text: string }[];
  /** Undefined = there is nothing to draw. */
  readonly draw: ((context: Drawing) => PageElement) | undefined;
  readonly whenEmpty: string;
  readonly table: TableParts;
  /** What opens the table; by default in English. */
  readonly tableTitle?: string;
}

/** Returns the figure of calls by the hour of the day. */
export function buildHoursFigure(data: ReportData, tools: FigureTools): PageElement {
  const { callsByHour, total, timeZone } = data;
  const names = listOutcomes(total.outcomes);
  const busiest = total.busiestHours.map(formatHour).join(', ');
  return buildFigure(tools, {
    id: 'hours',
    title: 'Calls by hour of the day',
    description: `Calls by the hour in which they began (${timeZone}), stacked by outcome.${busiest === '' ? '' : ` Busiest: ${busiest}.`}`,
    legend: listShownOutcomes(data),
    draw: total.calls === 0 ? undefined : (context) => drawHours(data, context),
    whenEmpty: 'No calls in this time.',
    table: {
      caption: `Calls by hour (${timeZone}) and outcome`,
      columns: ['Hour', ...names.map((name) => OUTCOME_NAMES[name]), 'Calls'].map(asNumbers),
      rows: callsByHour.map((hour) => [
        formatHour(hour.hour),
        ...names.map((name) => formatCount(hour[name])),
        formatCount(hour.calls),
      ]),
    },
  });
}

export function buildAnswerFigure(data: ReportData, tools: FigureTools): PageElement {
  const { timeToAnswer: buckets, total } = data;
  const { calls, median, p95 } = total.secondsToAnswer;
  return buildFigure(tools, {
    id: 'answer',
    title: 'Time to answer',
    description: `Calls by seconds from Twilio’s start of the call until the assistant joined. Of ${formatCount(calls)} calls, half were answered within ${formatSeconds(median)}, 95 % within ${formatSeconds(p95)}. The outermost bars hold everything beyond.`,
    legend: [],
    draw: calls === 0 ? undefined : (context) => drawAnswerTimes(data, context),
    whenEmpty: 'No assistant joined a call in this time.',
    table: {
      caption: 'Calls by seconds to answer',
      columns: ['Seconds', 'Calls'].map(asNumbers),
      rows: buckets.map(({ fromSeconds, untilSeconds, count }) => [
        `${fromSeconds} to ${untilSeconds}`,
        formatCount(count),
      ]),
    },
  });
}

export function buildFailuresFigure(data: ReportData, tools: FigureTools): PageElement {
  const { overTime, hasLogs, timeZone } = data;
  const { unit, bins } = overTime;
  const hasFailures = bins.some(
    ({ fallback, noAssistant, streamFailures }) => fallback + noAssistant + streamFailures > 0,
  );
  const streams = hasLogs ? [{ name: 'streams', text: 'Stream failures' }] : [];
  return buildFigure(tools, {
    id: 'failures',
    title: 'Failures over time',
    description: `Calls per ${unit} (${timeZone}) that got a fallback or no assistant${hasLogs ? '; crosses count streams that failed, by our log' : ''}.`,
    legend: [
      { name: 'no-assistant', text: OUTCOME_NAMES['no-assistant'] },
      { name: 'fallback', text: OUTCOME_NAMES.fallback },
      ...streams,
    ],
    draw: hasFailures ? (context) => drawFailures(data, context) : undefined,
    whenEmpty: 'No failure in this time.',
    table: {
      caption: `Failures per ${unit}`,
      columns: [
        unit[0]?.toUpperCase() + unit.slice(1),
        'Calls',
        'Fallback',
        'No assistant',
        ...(hasLogs ? ['Stream failures'] : []),
      ].map(asNumbers),
      rows: bins.map(({ key, calls, fallback, noAssistant, streamFailures }) => [
        nameBin(key),
        ...[calls, fallback, noAssistant, ...(hasLogs ? [streamFailures] : [])].map(formatCount),
      ]),
    },
  });
}

export function buildFigure(
  { make, document, plot, locale = 'en-US' }: FigureTools,
  parts: FigureParts,
): PageElement {
  const { id, title, description, legend, draw, whenEmpty, table } = parts;
  const { tableTitle = 'The same as a table' } = parts;
  const heading = make('h2', { id }, title);
  if (draw === undefined) {
    return make('section', { 'aria-labelledby': id }, heading, make('p', {}, whenEmpty));
  }
  const drawings = (Object.keys(VARIANTS) as Variant[]).map((variant) => {
    const svg = draw({ plot, document, variant, locale });
    describeSvg(document, svg, { id: `${id}-${variant}`, title, description });
    return make('div', { class: `plot ${variant}` }, svg);
  });
  const caption: Child[] = [
    description,
    legend.length > 0 &&
      make(
        'ul',
        { class: 'legend' },
        ...legend.map(({ name, text }) =>
          make('li', {}, make('span', { class: `key ${classOfKey(name)}` }), text),
        ),
      ),
  ];
  return make(
    'section',
    { 'aria-labelledby': id },
    heading,
    make('figure', {}, make('figcaption', {}, ...caption), ...drawings),
    make('details', {}, make('summary', {}, tableTitle), buildTable(make, table)),
  );
}

const classOfKey = (name: string): string => (name === 'streams' ? 'cross' : `c-${name}`);

const asNumbers = (title: string, index: number) => ({ title, isNumber: index > 0 });

function nameBin(key: string): string {
  const [day = '', hour] = key.split(' ');
  return hour === undefined ? formatDay(day) : `${formatDay(day)}, ${hour}:00`;
}
