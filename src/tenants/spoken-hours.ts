import { type HoursDecision, readTimeMs } from './hours';

/** What the assistant gets, as texts that it can say. */
export interface SpokenHours {
  readonly isOpen: 'true' | 'false';
  readonly closedReason: '' | 'hours' | 'holiday' | 'special' | 'by-hand';
  /** Such as "Monday, December 28 at 8:00 AM"; empty while it is open, and if nobody knows. */
  readonly opensAt: string;
  readonly localTime: string;
  /** Such as "8:00 AM – 12:00 PM, 1:00 PM – 5:00 PM"; empty on a closed day. */
  readonly todayHours: string;
  readonly timeZone: string;
}

/** Where and in which language hours are said. */
export interface SpokenPlace {
  /** Undefined for a tenant without hours: then no time can be said. */
  readonly timeZone: string | undefined;
  /** BCP 47 tag. */
  readonly language: string;
  readonly at: Date;
}

/** Returns a decision in words. Never throws. */
export function speakHours(decision: HoursDecision, place: SpokenPlace): SpokenHours {
  const { timeZone = '', at } = place;
  const { isOpen, opensAt, today } = decision;
  return {
    isOpen: isOpen ? 'true' : 'false',
    closedReason: isOpen ? '' : nameReason(decision),
    opensAt: opensAt === undefined ? '' : speakTime(opensAt, place),
    localTime: speakTime(at, place),
    todayHours: today
      .map(({ from, to }) => `${speakClock(from, place)} – ${speakClock(to, place)}`)
      .join(', '),
    timeZone,
  };
}

function nameReason({ why }: HoursDecision): SpokenHours['closedReason'] {
  switch (why) {
    case 'week':
      return 'hours';
    case 'holiday':
    case 'special':
    case 'by-hand':
      return why;
    case 'no-hours':
      return '';
  }
}

function speakTime(at: Date, { timeZone, language }: SpokenPlace): string {
  if (timeZone === undefined) return '';
  return format(at, language, {
    timeZone,
    weekday: 'long',
    month: 'long',
    day: 'numeric',
    hour: 'numeric',
    minute: '2-digit',
  });
}

function speakClock(time: string, { language }: SpokenPlace): string {
  return format(new Date(readTimeMs(time)), language, {
    timeZone: 'UTC',
    hour: 'numeric',
    minute: '2-digit',
  });
}

/** Node 20 and later write narrow spaces before AM, which not every voice reads. */
function format(at: Date, language: string, options: Intl.DateTimeFormatOptions): string {
  try {
    return new Intl.DateTimeFormat(language, options).format(at).replaceAll(/\s/g, ' ');
  } catch {
    return '';
  }
}
