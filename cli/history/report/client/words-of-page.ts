import type { CallOutcome } from '../outcome';

/** Everything that a client's page says. */
export interface ClientWords {
  readonly calls: string;
  readonly answered: string;
  readonly talkTime: string;
  readonly withAssistant: string;
  readonly cost: string;
  readonly callsByHour: string;
  /** What the picture shows. */
  readonly hoursDescription: string;
  readonly noCalls: string;
  readonly sameAsTable: string;
  readonly whatBecame: string;
  readonly outcome: string;
  readonly share: string;
  readonly hour: string;
  readonly day: string;
  readonly callsPerDay: string;
  /** Before the name of a time zone. */
  readonly timesIn: string;
  readonly provisional: string;
  readonly outcomes: Readonly<Record<CallOutcome, string>>;
}
