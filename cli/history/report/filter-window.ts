import type { CallSink } from '../reconcile/reconcile-calls';
import type { TimeWindow } from '../reconcile/time-window';

/** Returns a sink that gets only what began within a window, where more than that was read. */
export function limitTo({ fromMs, untilMs }: TimeWindow, sink: CallSink): CallSink {
  const isIn = (ms: number) => ms >= fromMs && ms <= untilMs;
  return {
    addCall: (call, verdict, trace) => {
      if (isIn(call.twilio.startMs)) sink.addCall(call, verdict, trace);
    },
    addOrphan: (row, twilio) => {
      if (isIn(twilio?.startMs ?? row.createdMs)) sink.addOrphan(row, twilio);
    },
    addOther: (row) => {
      if (isIn(row.createdMs)) sink.addOther(row);
    },
    addMetBound: (met) => sink.addMetBound?.(met),
  };
}

/** Returns a sink that hands everything to both. */
export function giveBoth(first: CallSink, second: CallSink): CallSink {
  return {
    addCall: (...call) => [first, second].forEach((sink) => sink.addCall(...call)),
    addOrphan: (...orphan) => [first, second].forEach((sink) => sink.addOrphan(...orphan)),
    addOther: (row) => [first, second].forEach((sink) => sink.addOther(row)),
    addMetBound: (met) => [first, second].forEach((sink) => sink.addMetBound?.(met)),
  };
}
