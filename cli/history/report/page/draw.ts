import type * as PlotModule from '@observablehq/plot' with { 'resolution-mode': 'import' };
import type { ReportData } from '../report-data';
import { type CallOutcome, callOutcomes } from '../outcome';
import { formatSeconds, OUTCOME_NAMES } from '../figure-words';
import type { PageDocument, PageElement } from './elements';
import { listCountTicks, nameTicks, thinOut } from './scales';
import { type Variant, VARIANTS } from './styles';

/** The plotting library: an ES module, so it is imported when it is needed. */
export type PlotLibrary = typeof PlotModule;

export interface Drawing {
  readonly plot: PlotLibrary;
  readonly document: PageDocument;
  readonly variant: Variant;
  /** Whose numbers; by default English ones. */
  readonly locale?: string;
}

type PlotOptions = Parameters<PlotLibrary['plot']>[0];

/** Hours from one named hour to the next. */
const TICK_HOURS: Readonly<Record<Variant, number>> = { small: 6, medium: 3, large: 1 };

/** Draws calls by the hour of the day, stacked by outcome. */
export function drawHours(
  { callsByHour }: Pick<ReportData, 'callsByHour'>,
  context: Drawing,
): PageElement {
  const { plot, variant } = context;
  const names = callOutcomes.filter((name) => callsByHour.some((hour) => hour[name] > 0));
  const rows = callsByHour.flatMap((hour) =>
    names.map((name) => ({ hour: hour.hour, name, calls: hour[name] })),
  );
  const every = TICK_HOURS[variant];
  const hours = callsByHour.map(({ hour }) => hour);
  const max = Math.max(...callsByHour.map(({ calls }) => calls));
  return draw(context, {
    ...countAxis(max, context),
    x: {
      type: 'band',
      domain: hours,
      ticks: hours.filter((hour) => hour % every === 0),
      tickFormat: (hour: number) => String(hour).padStart(2, '0'),
      label: null,
      padding: 0.12,
    },
    color: { type: 'ordinal', domain: [...names], range: names.map((name) => `var(--${name})`) },
    marks: [
      gridOf(plot, max),
      plot.barY(rows, { x: 'hour', y: 'calls', fill: 'name', ...SEPARATED }),
      plot.ruleY([0], { stroke: 'currentColor' }),
    ],
  });
}

/** Draws how long callers waited for the assistant, with median and 95th percentile. */
export function drawAnswerTimes(data: ReportData, context: Drawing): PageElement {
  const { plot } = context;
  const { timeToAnswer: buckets, total } = data;
  const [first, last] = [buckets[0], buckets.at(-1)];
  const domain = [first?.fromSeconds ?? 0, last?.untilSeconds ?? 1] as const;
  const { median, p95 } = total.secondsToAnswer;
  const max = Math.max(...buckets.map(({ count }) => count));
  const marked = [
    { name: 'median', seconds: median ?? 0, row: -42 },
    { name: '95 % within', seconds: p95 ?? 0, row: -22 },
  ];
  const inside = (seconds: number) => Math.min(domain[1], Math.max(domain[0], seconds));
  return draw(context, {
    ...countAxis(max, context),
    marginTop: 52,
    x: {
      type: 'linear',
      domain: [...domain],
      ticks: context.variant === 'small' ? 5 : 10,
      tickFormat: (seconds: number) => `${String(seconds).replace('-', '−')} s`,
      label: null,
    },
    marks: [
      gridOf(plot, max),
      plot.rectY(buckets, {
        x1: 'fromSeconds',
        x2: 'untilSeconds',
        y: 'count',
        fill: 'var(--bars)',
        inset: 0.75,
      }),
      plot.ruleY([0], { stroke: 'currentColor' }),
      ...marked.map(({ name, seconds, row }) =>
        plot.ruleX([inside(seconds)], {
          stroke: 'var(--ink)',
          strokeDasharray: name === 'median' ? '' : '4 3',
          insetTop: row,
        }),
      ),
      ...marked.map(({ name, seconds, row }) => {
        const isRight = inside(seconds) > (domain[0] + domain[1]) / 2;
        return plot.text([inside(seconds)], {
          x: (value: number) => value,
          frameAnchor: 'top',
          dy: row,
          dx: isRight ? -6 : 6,
          textAnchor: isRight ? 'end' : 'start',
          fill: 'var(--ink)',
          // A gap in the other line, if it passes here.
          stroke: 'var(--paper)',
          strokeWidth: 6,
          text: () => `${name} ${formatSeconds(seconds)}`,
        });
      }),
    ],
  });
}

/** Draws calls without the assistant over time, and streams that failed. */
export function drawFailures({ overTime }: ReportData, context: Drawing): PageElement {
  const { plot, variant } = context;
  const { bins } = overTime;
  const rows = bins.flatMap(({ key, fallback, noAssistant }) => [
    { key, name: 'no-assistant', calls: noAssistant },
    { key, name: 'fallback', calls: fallback },
  ]);
  const streams = bins.filter(({ streamFailures }) => streamFailures > 0);
  const max = Math.max(
    ...bins.map(({ fallback, noAssistant, streamFailures }) =>
      Math.max(fallback + noAssistant, streamFailures),
    ),
  );
  const ticks = thinOut(
    bins.map(({ key }) => key),
    { small: 5, medium: 8, large: 14 }[variant],
  );
  const texts = nameTicks(ticks);
  return draw(context, {
    ...countAxis(max, context),
    x: {
      type: 'band',
      domain: bins.map(({ key }) => key),
      ticks,
      tickFormat: (key: string) => texts.get(key) ?? key,
      label: null,
      padding: bins.length > 100 ? 0 : 0.12,
    },
    color: {
      type: 'ordinal',
      domain: ['no-assistant', 'fallback'],
      range: ['var(--no-assistant)', 'var(--fallback)'],
    },
    marks: [
      gridOf(plot, max),
      plot.barY(rows, { x: 'key', y: 'calls', fill: 'name', ...SEPARATED }),
      plot.ruleY([0], { stroke: 'currentColor' }),
      // A strip of paper below keeps the crosses legible on the bars.
      ...(['var(--paper)', 'var(--ink)'] as const).map((stroke, index) =>
        plot.dot(streams, {
          x: 'key',
          y: 'streamFailures',
          symbol: 'times',
          r: 5,
          stroke,
          strokeWidth: index === 0 ? 5 : 2,
        }),
      ),
    ],
  });
}

/** Names of the outcomes that a figure shows, in the order of its stack. */
export function listShownOutcomes(
  { callsByHour }: Pick<ReportData, 'callsByHour'>,
  names: Readonly<Record<CallOutcome, string>> = OUTCOME_NAMES,
) {
  return callOutcomes
    .filter((name) => callsByHour.some((hour) => hour[name] > 0))
    .map((name) => ({ name, text: names[name] }));
}

/** Neighbours in a stack differ by more than their hue. */
const SEPARATED = { stroke: 'var(--paper)', strokeWidth: 0.75 } as const;

const gridOf = (plot: PlotLibrary, max: number) =>
  plot.gridY(listCountTicks(max), { stroke: 'var(--line)', strokeOpacity: 1, strokeWidth: 1 });

function countAxis(
  max: number,
  { locale = 'en-US' }: Drawing,
): Pick<NonNullable<PlotOptions>, 'y'> {
  const ticks = listCountTicks(max);
  return {
    y: {
      domain: [0, ticks.at(-1) ?? 1],
      ticks,
      tickFormat: (count: number) => count.toLocaleString(locale),
      tickSize: 0,
      label: null,
    },
  };
}

function draw({ plot, document, variant }: Drawing, options: PlotOptions): PageElement {
  const { width, height, fontSize } = VARIANTS[variant];
  const drawn: unknown = plot.plot({
    document: document as never,
    width,
    height,
    marginLeft: 44,
    marginRight: 12,
    marginTop: 12,
    marginBottom: 40,
    className: `plot-${variant}`,
    style: { background: 'none', fontSize: `${fontSize}px`, overflow: 'visible' } as never,
    ...options,
  });
  return drawn as PageElement;
}
