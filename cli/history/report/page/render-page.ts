import type { ReportData } from '../report-data';
import { type Child, createElements, type PageDocument } from './elements';
import {
  buildAnswerFigure,
  buildFailuresFigure,
  buildHoursFigure,
  type FigureTools,
} from './figures';
import { buildBreakdown, buildFooter, buildTenants, buildTiles, buildToLookAt } from './sections';
import { STYLES } from './styles';

/** The browser loads and runs nothing, whatever got into the page. */
const POLICY = "default-src 'none'; style-src 'unsafe-inline'; base-uri 'none'; form-action 'none'";

const buildFrame = (language: string): string => `<!doctype html>
<html lang="${language}"><head>
<meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="${POLICY}">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="color-scheme" content="light dark">
<meta name="referrer" content="no-referrer">
<meta name="robots" content="noindex">
<title></title>
<style>${STYLES}</style>
</head><body></body></html>`;

/** What a page is apart from its content. */
export interface PageFrame {
  /** BCP 47 tag. */
  readonly language: string;
  readonly title: string;
}

/**
 * Returns one HTML page that needs nothing else: no script, font or request. Drawings are SVG made here,
 * each in three widths of which a style sheet shows one.
 */
export async function renderDocument(
  { language, title }: PageFrame,
  build: (tools: FigureTools) => Child[],
): Promise<string> {
  // Imported here because they take a while to load.
  const [plot, { parseHTML }] = await Promise.all([
    import('@observablehq/plot'),
    import('linkedom'),
  ]);
  const frame = buildFrame(language);
  const { document: parsed } = parseHTML(frame) as unknown as { document: PageDocument };
  const make = createElements(parsed);
  const content = build({ plot, document: parsed, make, locale: language });
  parsed.body.append(make('main', {}, ...content));
  // linkedom writes a title as it is.
  const safe = title.replace(/[&<]/g, (sign) => `&#${sign.charCodeAt(0)};`);
  return `${parsed.toString().replace('<title></title>', () => `<title>${safe}</title>`)}\n`;
}

/** Returns the report as a page for the operator. */
export function renderPage(data: ReportData): Promise<string> {
  return renderDocument({ language: 'en', title: 'Calls' }, (tools) => {
    const { make } = tools;
    return [
      make(
        'header',
        {},
        make('h1', {}, nameWindow(data)),
        make('p', { class: 'sub' }, describeWindow(data)),
      ),
      buildTiles(data, make),
      data.gaps.length > 0 &&
        make('ul', { class: 'gaps note' }, ...data.gaps.map((gap) => make('li', {}, gap))),
      buildHoursFigure(data, tools),
      buildAnswerFigure(data, tools),
      buildFailuresFigure(data, tools),
      buildBreakdown(data, make),
      buildTenants(data, make),
      buildToLookAt(data, make),
      buildFooter(data, make),
    ];
  });
}

function nameWindow({ window, timeZone }: ReportData): string {
  const format = new Intl.DateTimeFormat('en-GB', { timeZone, dateStyle: 'medium' });
  return `Calls, ${format.formatRange(new Date(window.from), new Date(window.until))}`;
}

function describeWindow({ window, timeZone, tenants }: ReportData): string {
  const format = new Intl.DateTimeFormat('en-GB', {
    timeZone,
    dateStyle: 'medium',
    timeStyle: 'short',
  });
  const [only] = tenants;
  const whose =
    tenants.length === 1 && only !== undefined ? only.tenantName : `${tenants.length} tenants`;
  const times = [window.from, window.until].map((time) => format.format(new Date(time)));
  return `${whose} · ${times.join(' to ')} · times in ${timeZone}`;
}
