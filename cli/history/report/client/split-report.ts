import type { Tenant } from '../../../../src/tenants/tenant';
import type { TwilioRow, VapiRow } from '../../reconcile/call-rows';
import type { Verdict } from '../../reconcile/classify';
import type { FunctionTrace } from '../../reconcile/function-trace';
import type { JoinedCall } from '../../reconcile/join-calls';
import type { CallSink } from '../../reconcile/reconcile-calls';
import type { TimeWindow } from '../../reconcile/time-window';
import { Gathering } from '../gather';
import { buildReportData } from '../report-data';
import type { ReportSource } from '../report-source';
import { WallClock } from '../wall-clock';
import type { OutputFolder } from '../output-folder';
import { renderClientPage } from './client-page';

/** Which tenants get a page, and of which time. */
export interface SplitOptions {
  readonly tenants: readonly Pick<Tenant, 'id' | 'name' | 'language' | 'hours'>[];
  /** The zone of tenants without hours. */
  readonly usualZone: string;
  /** The same days lie elsewhere in each time zone. */
  readonly windowIn: (timeZone: string) => TimeWindow;
  readonly hasCosts: boolean;
}

/** Counts each tenant's calls by themselves: what one page says, no other calls touch. */
export class SplitReport implements CallSink {
  readonly #parts: ReadonlyMap<string, SplitPart>;

  constructor(
    private readonly options: SplitOptions,
    nowMs: number,
  ) {
    const clocks = new Map<string, WallClock>();
    const clockIn = (timeZone: string): WallClock => {
      const clock = clocks.get(timeZone) ?? WallClock.in(timeZone);
      clocks.set(timeZone, clock);
      return clock;
    };
    this.#parts = new Map(
      options.tenants.map((tenant) => {
        const clock = clockIn(tenant.hours?.timeZone ?? options.usualZone);
        const window = options.windowIn(clock.timeZone);
        const gathering = new Gathering({
          ...{ window, clock, nowMs, tenantIds: [tenant.id], isNaming: false },
          timeUnit: 'day',
        });
        return [tenant.id, { tenant, clock, window, gathering }];
      }),
    );
  }

  /** Returns the time that all pages together are of. */
  static spanOf({ tenants, usualZone, windowIn }: SplitOptions): TimeWindow {
    const zones = new Set([usualZone, ...tenants.map(({ hours }) => hours?.timeZone ?? usualZone)]);
    const windows = [...zones].map(windowIn);
    return {
      fromMs: Math.min(...windows.map(({ fromMs }) => fromMs)),
      untilMs: Math.max(...windows.map(({ untilMs }) => untilMs)),
    };
  }

  addCall(call: JoinedCall, verdict: Verdict, trace?: FunctionTrace): void {
    const part = this.#parts.get(call.twilio.tenantId);
    // Calls of tenants that have left the file are on no page.
    if (part === undefined || !isIn(part.window, call.twilio.startMs)) return;
    part.gathering.addCall(call, verdict, trace);
  }

  addOrphan(row: VapiRow, twilio?: TwilioRow): void {
    const part = this.#parts.get(twilio?.tenantId ?? row.tenantId ?? '');
    if (part === undefined || !isIn(part.window, twilio?.startMs ?? row.createdMs)) return;
    part.gathering.addOrphan(row, twilio);
  }

  addOther(): void {
    // Calls of others are on nobody's page.
  }

  /** Writes one page per tenant. */
  async write(folder: OutputFolder, source: Omit<ReportSource, 'timeZone'>): Promise<void> {
    for (const [id, { tenant, clock, window, gathering }] of this.#parts) {
      const head = { ...source.head, ...window };
      const own = source.keyFailures.filter(({ tenantIds }) => tenantIds.includes(id));
      const data = buildReportData(gathering, {
        ...{ ...source, head, timeZone: clock.timeZone, keyFailures: own },
      });
      const { total } = gathering;
      const hasOpenPrices = total.vapiCallsWithoutCost + total.callsWithoutPrice > 0;
      const html = await renderClientPage({
        name: tenant.name ?? id,
        language: tenant.language,
        hasCosts: this.options.hasCosts,
        isProvisional:
          own.length > 0 || total.tooOld > 0 || (this.options.hasCosts && hasOpenPrices),
        data,
      });
      folder.write(`${id}.html`, html);
    }
  }
}

interface SplitPart {
  readonly tenant: SplitOptions['tenants'][number];
  readonly clock: WallClock;
  readonly window: TimeWindow;
  readonly gathering: Gathering;
}

const isIn = ({ fromMs, untilMs }: TimeWindow, ms: number): boolean =>
  ms >= fromMs && ms <= untilMs;
