import type { CallOutcome } from '../outcome';

/** A colour of the page by its purpose. */
export type ColourName =
  'paper' | 'panel' | 'ink' | 'muted' | 'line' | 'warning' | 'bars' | CallOutcome;

/**
 * Outcomes have hues of Okabe and Ito, which the colour-blind can distinguish, made darker or
 * lighter until each has a contrast of 3 to its paper; texts have 4.5 and more. A test measures
 * both.
 * @see https://jfly.uni-koeln.de/color/
 */
const COLOURS: Readonly<Record<'light' | 'dark', Readonly<Record<ColourName, string>>>> = {
  light: {
    paper: '#fcfcfa',
    panel: '#f3f4f2',
    ink: '#191c20',
    muted: '#555c65',
    line: '#d5d9dd',
    warning: '#8a4b00',
    bars: '#0072b2',
    assistant: '#0072b2',
    transferred: '#1f9bd1',
    people: '#007f5c',
    fallback: '#c07f00',
    'no-assistant': '#a83a00',
    refused: '#8a8200',
    'over-limit': '#4f6f6b',
    closed: '#5a58a6',
    abandoned: '#a05c88',
    unknown: '#7b828a',
  },
  dark: {
    paper: '#14171b',
    panel: '#1d2127',
    ink: '#eceef0',
    muted: '#aab2bb',
    line: '#363d45',
    warning: '#f0b94d',
    bars: '#56b4e9',
    assistant: '#3d9fd8',
    transferred: '#9bd6f5',
    people: '#1fb58a',
    fallback: '#e69f00',
    'no-assistant': '#f0703a',
    refused: '#f0e442',
    'over-limit': '#8fb5b0',
    closed: '#a3a1ee',
    abandoned: '#cc79a7',
    unknown: '#858d96',
  },
};

/** Widths of the drawings of each figure; the page's width decides which one is visible. */
export const VARIANTS = {
  small: { width: 328, height: 250, fontSize: 12 },
  medium: { width: 600, height: 270, fontSize: 12 },
  large: { width: 1000, height: 300, fontSize: 13 },
} as const;

export type Variant = keyof typeof VARIANTS;

const variables = (theme: 'light' | 'dark'): string =>
  Object.entries(COLOURS[theme])
    .map(([name, value]) => `--${name}:${value}`)
    .join(';');

/** The page's style sheet. It loads no font, image or other sheet. */
export const STYLES = `
:root{color-scheme:light dark;${variables('light')}}
@media screen and (prefers-color-scheme:dark){:root{${variables('dark')}}}
*{box-sizing:border-box}
html{-webkit-text-size-adjust:100%;text-size-adjust:100%}
body{margin:0;background:var(--paper);color:var(--ink);font:16px/1.5 system-ui,-apple-system,"Segoe UI",Roboto,"Helvetica Neue",Arial,sans-serif;print-color-adjust:exact;-webkit-print-color-adjust:exact}
main{max-width:1064px;margin:0 auto;padding:24px 16px 48px}
h1{font-size:1.5rem;text-wrap:balance;overflow-wrap:anywhere;line-height:1.2;letter-spacing:-.015em;margin:0 0 4px}
h2{font-size:1.2rem;line-height:1.3;margin:0 0 4px}
section{margin-top:40px}
p{margin:0 0 8px}
.sub,.small,figcaption,caption,dt,footer{color:var(--muted)}
.small,figcaption,footer,caption,.note{font-size:.875rem}
.tiles{display:grid;grid-template-columns:repeat(2,minmax(0,1fr));gap:1px;margin:24px 0 0;padding:0;background:var(--line);border:1px solid var(--line);border-radius:10px;overflow:hidden}
.tiles+.small{margin-top:12px}
.tile{background:var(--paper);padding:12px 14px}
.tile:last-child:nth-child(odd){grid-column:span 2}
.tile dt,.tile .small{font-size:.8125rem}
.tile dd{margin:0}
.tile .value{font-size:1.375rem;font-weight:650;line-height:1.25;font-variant-numeric:tabular-nums;letter-spacing:-.01em}
.gaps{margin:16px 0 0;padding:10px 14px 10px 30px;background:var(--panel);border-radius:8px}
.gaps li{margin:2px 0}
.gaps::marker,.gaps li::marker{color:var(--warning)}
figure{margin:0}
figcaption{margin-bottom:12px}
.legend{display:flex;flex-wrap:wrap;gap:4px 16px;list-style:none;margin:8px 0 0;padding:0;color:var(--ink)}
.legend li{display:flex;align-items:center;gap:6px}
.key{width:12px;height:12px;border-radius:2px;flex:none}
.key.cross{background:none;border-radius:0;position:relative}
.key.cross::before,.key.cross::after{content:"";position:absolute;left:5px;top:-1px;width:2px;height:14px;background:var(--ink);transform:rotate(45deg)}
.key.cross::after{transform:rotate(-45deg)}
${[...Object.keys(COLOURS.light)].map((name) => `.c-${name}{background:var(--${name})}`).join('')}
.plot{color:var(--muted)}
.plot svg{display:block;width:100%;height:auto;max-width:560px;overflow:visible}
.plot.medium svg{max-width:840px}
.plot.large svg{max-width:none}
.plot.medium,.plot.large{display:none}
@media screen and (min-width:560px){.plot.small,.plot.large{display:none}.plot.medium{display:block}}
@media screen and (min-width:900px){.plot.small,.plot.medium{display:none}.plot.large{display:block}.tiles{grid-template-columns:repeat(4,minmax(0,1fr))}main{padding:40px 32px 64px}h1{font-size:1.875rem}}
details{margin-top:8px}
summary{cursor:pointer;color:var(--muted);font-size:.875rem;padding:4px 0}
.scroll{overflow-x:auto}
table{border-collapse:collapse;width:100%;font-size:.9375rem;font-variant-numeric:tabular-nums}
caption{text-align:left;padding:0 0 6px}
th,td{padding:7px 12px 7px 0;text-align:left;vertical-align:top;border-bottom:1px solid var(--line)}
thead th{font-weight:600;font-size:.8125rem;color:var(--muted);vertical-align:bottom}
tbody th{font-weight:600}
.number{text-align:right;padding-right:0;padding-left:12px;white-space:nowrap}
.number+.prose,.number+.text{padding-left:24px}
.text,.fixed{white-space:nowrap}
.prose,tbody th{overflow-wrap:anywhere}
.pairs{display:grid;gap:32px 40px;grid-template-columns:minmax(0,1fr)}
@media (min-width:760px){.pairs{grid-template-columns:repeat(2,minmax(0,1fr))}}
code{font:.75rem/1.4 ui-monospace,SFMono-Regular,Menlo,Consolas,monospace;overflow-wrap:anywhere}
@media screen and (max-width:899px){
.cards thead{position:absolute;width:1px;height:1px;overflow:hidden;clip-path:inset(50%)}
.cards,.cards caption,.cards tbody,.cards tr,.cards th,.cards td{display:block}
.cards tr{border-bottom:1px solid var(--line);padding:10px 0}
.cards th,.cards td{border:0;padding:1px 0}
.cards td{display:flex;justify-content:space-between;gap:0 16px;text-align:right;white-space:normal}
.cards th{white-space:normal}
.cards td.prose{display:block;text-align:left;padding-left:0}
.cards td.prose::before{display:none}
.cards td.text{flex-wrap:wrap}
.cards td::before{content:attr(data-label);color:var(--muted);font-size:.875rem;text-align:left;flex:none}
}
footer{margin-top:48px;padding-top:16px;border-top:1px solid var(--line)}
footer dl{margin:0}
footer dt{font-weight:600;margin-top:8px}
footer dd{margin:0}
@media print{
body{font-size:10.5pt}
main{max-width:none;padding:0}
.tiles{grid-template-columns:repeat(4,minmax(0,1fr))}
.plot.small,.plot.large{display:none}
.plot.medium{display:block}
.plot.medium svg{max-width:none}
figure,tr,.tile{break-inside:avoid}
h2{break-after:avoid}
details:not([open]){display:none}
.scroll{overflow:visible}
.pairs{grid-template-columns:repeat(2,minmax(0,1fr))}
table{font-size:8.5pt}
.text,.fixed,.number,th{white-space:normal}
th,td{padding:4px 6px 4px 0}
.number{padding:4px 0 4px 6px}
.number+.prose,.number+.text{padding-left:10px}
}
`.trim();
