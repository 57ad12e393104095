import type { TwilioRow, VapiRow } from '../reconcile/call-rows';
import type { Verdict } from '../reconcile/classify';
import type { FunctionTrace } from '../reconcile/function-trace';
import type { MetBound } from '../reconcile/met-bound';
import type { JoinedCall } from '../reconcile/join-calls';
import type { CallSink } from '../reconcile/reconcile-calls';
import type { TimeWindow } from '../reconcile/time-window';
import { Figures } from './figures';
import { measureCall, type MeasuredCall } from './measure-call';
import { Sample } from './sample';
import { Timeline, type TimeUnit } from './timeline';
import type { WallClock } from './wall-clock';

/** What gathering needs to know. */
export interface GatherOptions {
  readonly window: TimeWindow;
  readonly clock: WallClock;
  readonly nowMs: number;
  /** The tenants that the report covers: each has figures, with or without calls. */
  readonly tenantIds: Iterable<string>;
  /** Whether calls to look at are kept; by default they are. */
  readonly isNaming?: boolean;
  /** The span of one bar; by default one that fits the window. */
  readonly timeUnit?: TimeUnit;
  /** Receives each call as well: for a file that lists them. */
  readonly listCall?: ((measured: MeasuredCall) => void) | undefined;
}

/** How many calls to look at are named. */
const MAX_NAMED = 10;
/** Kept before the newest are picked: calls whose log was read come after the others. */
const MAX_KEPT = 200;

/** Counts what a report shows while the calls pass by, and keeps only a few of them to look at. */
export class Gathering implements CallSink {
  readonly total = new Figures();
  readonly tenants = new Map<string, Figures>();
  readonly timeline: Timeline;
  /** How much later than Twilio's start the call was created at Vapi: shows clocks that differ. */
  readonly vapiLag = new Sample();
  otherVapiCalls = 0;
  #toLookAt: MeasuredCall[] = [];

  constructor(private readonly options: GatherOptions) {
    this.timeline = new Timeline(options.window, options.clock, options.timeUnit);
    for (const id of options.tenantIds) this.tenants.set(id, new Figures());
  }

  addCall(call: JoinedCall, verdict: Verdict, trace?: FunctionTrace): void {
    const { clock, nowMs, listCall } = this.options;
    const measured = measureCall(call, verdict, { trace, nowMs });
    const { startMs, tenantId } = call.twilio;
    const { hour } = clock.read(startMs);
    this.total.addCall(measured, hour);
    this.#figuresOf(tenantId).addCall(measured, hour);
    this.#addToTimeLine(measured);
    const [first] = call.vapi;
    if (first !== undefined && call.joinedBy === 'call-sid') {
      this.vapiLag.add(first.createdMs - startMs);
    }
    const isToLookAt = measured.outcome === 'no-assistant' || measured.outcome === 'fallback';
    if (isToLookAt && this.options.isNaming !== false) {
      this.#toLookAt.push(measured);
      if (this.#toLookAt.length > MAX_KEPT) this.#toLookAt = this.listToLookAt();
    }
    listCall?.(measured);
  }

  addOrphan(row: VapiRow, twilio?: TwilioRow): void {
    const isLone = twilio === undefined;
    this.total.addOrphan(row, isLone);
    const tenantId = twilio?.tenantId ?? row.tenantId;
    if (tenantId !== undefined) this.#figuresOf(tenantId).addOrphan(row, isLone);
  }

  addOther(): void {
    this.otherVapiCalls += 1;
  }

  addMetBound(met: MetBound): void {
    this.total.addMetBound(met);
    this.#figuresOf(met.tenantId).addMetBound(met);
  }

  /** Returns the newest calls that got a fallback or no assistant, newest first. */
  listToLookAt(): MeasuredCall[] {
    return this.#toLookAt
      .sort((a, b) => b.call.twilio.startMs - a.call.twilio.startMs)
      .slice(0, MAX_NAMED);
  }

  #addToTimeLine({ call, outcome, streamErrors }: MeasuredCall): void {
    const bin = this.timeline.binAt(call.twilio.startMs);
    bin.calls += 1;
    if (outcome === 'fallback') bin.fallback += 1;
    if (outcome === 'no-assistant') bin.noAssistant += 1;
    bin.streamFailures += streamErrors.length;
  }

  #figuresOf(tenantId: string): Figures {
    const known = this.tenants.get(tenantId);
    if (known !== undefined) return known;
    const figures = new Figures();
    this.tenants.set(tenantId, figures);
    return figures;
  }
}
