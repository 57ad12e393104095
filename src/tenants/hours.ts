/** When somebody can be reached: days and times in one time zone. */
export interface Hours {
  /** IANA name, such as `Europe/Berlin`. */
  readonly timeZone: string;
  /** Times of the day, `HH:MM`; an end before its start is on the next day. */
  readonly open: readonly {
    readonly days: readonly Day[];
    readonly from: string;
    readonly to: string;
  }[];
}

/** Days as the tenant file writes them, Monday first. */
export const DAYS = ['mon', 'tue', 'wed', 'thu', 'fri', 'sat', 'sun'] as const;

export type Day = (typeof DAYS)[number];

/** Returns whether somebody can be reached at that moment. */
export function isOpen({ timeZone, open }: Hours, at: Date): boolean {
  const { day, time } = readLocalTime(timeZone, at);
  const dayBefore = DAYS[(DAYS.indexOf(day) + 6) % 7] ?? day;
  return open.some(({ days, from, to }) => {
    if (from < to) return days.includes(day) && from <= time && time < to;
    return (days.includes(day) && from <= time) || (days.includes(dayBefore) && time < to);
  });
}

/** Texts of the form `HH:MM` sort like the times that they mean. */
function readLocalTime(timeZone: string, at: Date): { readonly day: Day; readonly time: string } {
  const parts = new Intl.DateTimeFormat('en-US', {
    timeZone,
    weekday: 'short',
    hour: '2-digit',
    minute: '2-digit',
    hourCycle: 'h23',
  }).formatToParts(at);
  const read = (type: string) => parts.find((part) => part.type === type)?.value ?? '';
  const day = DAYS.find((name) => name === read('weekday').toLowerCase()) ?? 'mon';
  return { day, time: `${read('hour')}:${read('minute')}` };
}

export function isTimeZone(name: string): boolean {
  try {
    new Intl.DateTimeFormat('en-US', { timeZone: name });
    return true;
  } catch {
    return false;
  }
}
