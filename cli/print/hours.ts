import type { HoursDecision, Span } from '../../src/tenants/hours';

/** Returns times of a day as `08:00-12:00 13:00-18:00`. */
export function formatSpans(spans: readonly Span[]): string {
  return spans.length === 0 ? 'closed' : spans.map(({ from, to }) => `${from}-${to}`).join(' ');
}

/** Returns why a decision was made, in words. */
export function formatReason({ why, name = '' }: Pick<HoursDecision, 'why' | 'name'>): string {
  switch (why) {
    case 'no-hours':
      return 'it has no hours';
    case 'week':
      return 'by the week';
    case 'holiday':
      return name === '' ? 'by a holiday' : `by the holiday ${name}`;
    case 'special':
      return name === '' ? 'by a special day' : `by the special day ${name}`;
    case 'by-hand':
      return 'closed by hand';
  }
}
