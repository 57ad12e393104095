import { sentenceLanguageOf } from '../../../../src/speech/sentences';
import type { WordCounts } from '../figures';
import { listShownOutcomes, drawHours } from '../page/draw';
import type { Child, MakeElement, PageElement } from '../page/elements';
import { buildFigure, type FigureTools } from '../page/figures';
import { renderDocument } from '../page/render-page';
import { buildTable } from '../page/tables';
import { listOutcomes } from '../outcome';
import type { FiguresData, ReportData } from '../report-data';
import { CLIENT_WORDS } from './client-words';
import { createFormats, type Formats } from './formats';
import type { ClientWords } from './words-of-page';

/** One tenant's page: what its business may see, in its own time zone and language. */
export interface ClientPage {
  readonly name: string;
  /** BCP 47 tag of the tenant. */
  readonly language: string;
  readonly hasCosts: boolean;
  /** Whether something that the page says may still change. */
  readonly isProvisional: boolean;
  /** By days. */
  readonly data: Pick<ReportData, 'window' | 'timeZone' | 'total' | 'callsByHour' | 'overTime'>;
}

/** Returns the page as HTML that needs nothing else. It names no vendor, no sid and nobody else. */
export function renderClientPage(page: ClientPage): Promise<string> {
  const spoken = sentenceLanguageOf(page);
  const words = CLIENT_WORDS[spoken];
  // Dates and numbers follow the tenant's own region, where our words are in its language.
  const isOwn = page.language.split('-')[0] === spoken.split('-')[0];
  const locale = isOwn ? page.language : spoken;
  const formats = createFormats(locale, page.data.timeZone);
  const title = `${page.name} · ${words.calls}`;
  return renderDocument({ language: locale, title }, (tools) => {
    const { make } = tools;
    const { from, until } = page.data.window;
    return [
      make(
        'header',
        {},
        make('h1', {}, page.name),
        make('p', { class: 'sub' }, `${words.calls} · ${formats.days(from, until)}`),
      ),
      buildTiles(page, { make, words, formats }),
      page.isProvisional && make('p', { class: 'small' }, words.provisional),
      buildHours(page, tools, { make, words, formats }),
      buildOutcomes(page, { make, words, formats }),
      buildDays(page, { make, words, formats }),
      make('footer', {}, make('p', {}, `${words.timesIn} ${page.data.timeZone}`)),
    ];
  });
}

interface Parts {
  readonly make: MakeElement;
  readonly words: ClientWords;
  readonly formats: Formats;
}

function buildTiles({ data, hasCosts }: ClientPage, { make, words, formats }: Parts): PageElement {
  const { total } = data;
  const tile = (name: string, value: string, more: string) =>
    make(
      'div',
      { class: 'tile' },
      make('dt', {}, name),
      make('dd', { class: 'value' }, value),
      make('dd', { class: 'small' }, more),
    );
  const answered = total.answered + total.outcomes.people;
  const share = total.calls === 0 ? 0 : answered / total.calls;
  return make(
    'dl',
    { class: 'tiles' },
    tile(words.calls, formats.count(total.calls), ''),
    tile(words.answered, formats.count(answered), formats.share(share)),
    tile(words.talkTime, formats.duration(total.talkSeconds), words.withAssistant),
    hasCosts && tile(words.cost, sumCosts(total, formats), ''),
  );
}

/** What both vendors charge, by currency: a client pays for the call, not for who carries which part. */
function sumCosts({ vapiCostUsd, twilioPrices }: FiguresData, formats: Formats): string {
  const costs: WordCounts = { ...twilioPrices, USD: (twilioPrices['USD'] ?? 0) + vapiCostUsd };
  return Object.entries(costs)
    .map(([unit, amount]) => formats.money(amount, unit))
    .join(', ');
}

function buildHours(
  { data }: ClientPage,
  tools: FigureTools,
  { words, formats }: Parts,
): PageElement {
  const { callsByHour, total } = data;
  const names = listOutcomes(total.outcomes).filter((name) => total.outcomes[name] > 0);
  const titles = [words.hour, ...names.map((name) => words.outcomes[name]), words.calls];
  return buildFigure(tools, {
    id: 'hours',
    title: words.callsByHour,
    description: words.hoursDescription,
    legend: listShownOutcomes(data, words.outcomes),
    draw: total.calls === 0 ? undefined : (context) => drawHours(data, context),
    whenEmpty: words.noCalls,
    tableTitle: words.sameAsTable,
    table: {
      caption: words.sameAsTable,
      columns: titles.map((title, index) => ({ title, isNumber: index > 0 })),
      rows: callsByHour.map((hour) => [
        formats.hour(hour.hour),
        ...names.map((name) => formats.count(hour[name])),
        formats.count(hour.calls),
      ]),
    },
  });
}

function buildOutcomes({ data }: ClientPage, { make, words, formats }: Parts): Child {
  const { calls, outcomes } = data.total;
  if (calls === 0) return false;
  return make(
    'section',
    {},
    make('h2', {}, words.whatBecame),
    buildTable(make, {
      caption: words.whatBecame,
      isBelowHeading: true,
      columns: [
        { title: words.outcome, isProse: true },
        { title: words.calls, isNumber: true },
        { title: words.share, isNumber: true },
      ],
      rows: listOutcomes(outcomes)
        .filter((name) => outcomes[name] > 0)
        .map((name) => [
          words.outcomes[name],
          formats.count(outcomes[name]),
          formats.share(outcomes[name] / calls),
        ]),
    }),
  );
}

function buildDays({ data }: ClientPage, { make, words, formats }: Parts): Child {
  if (data.total.calls === 0) return false;
  return make(
    'section',
    {},
    make('h2', {}, words.callsPerDay),
    buildTable(make, {
      caption: words.callsPerDay,
      isBelowHeading: true,
      columns: [{ title: words.day }, { title: words.calls, isNumber: true }],
      rows: data.overTime.bins.map(({ key, calls }) => [formats.day(key), formats.count(calls)]),
    }),
  );
}
