/**
 * Loaded into twilio-run before it starts: a Function that answers for a call placed with `--at`
 * believes that it is that moment. Each request of such a call says what time it is for the call;
 * all others see the machine's time. Timers are not touched.
 */
'use strict';
const { AsyncLocalStorage } = require('node:async_hooks');
const { Server } = require('node:http');

const HEADER = 'x-sandbox-now';

const MachineDate = Date;
const machineNow = Date.now;
/** How far the request's time is ahead, in milliseconds. */
const shifts = new AsyncLocalStorage();

MachineDate.now = () => machineNow() + (shifts.getStore() ?? 0);
globalThis.Date = new Proxy(MachineDate, {
  construct: (target, given, newTarget) =>
    Reflect.construct(target, given.length === 0 ? [target.now()] : given, newTarget),
  apply: (target) => new target(target.now()).toString(),
});

const { emit } = Server.prototype;
Server.prototype.emit = function emitAtItsMoment(event, ...rest) {
  const now = event === 'request' ? MachineDate.parse(rest[0].headers[HEADER]) : NaN;
  if (Number.isNaN(now)) return emit.call(this, event, ...rest);
  return shifts.run(now - machineNow(), () => emit.call(this, event, ...rest));
};
