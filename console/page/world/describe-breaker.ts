import type { BreakerView } from '../../protocol';

/** Returns what a breaker does to callers now. */
export function describeBreaker(breaker: BreakerView): string {
  switch (breaker.state) {
    case 'closed':
      return 'closed: Vapi is asked';
    case 'open':
      return `open: Vapi is not asked until ${formatTime(breaker.openUntil)}`;
    case 'half-open':
      return 'open: the next call asks Vapi again';
  }
}

function formatTime(moment: string): string {
  return new Date(moment).toLocaleTimeString('en', { timeStyle: 'medium', hourCycle: 'h23' });
}
