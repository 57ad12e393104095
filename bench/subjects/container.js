// A container: loads one Function with the runtime's globals around it, calls it once, tells the times;
// then it runs a round of calls for each message { calls, inFlight }, until it is ended.
// argv: file, JSON of { context, event, assetPath }
const { readFileSync } = require('node:fs');
const path = require('node:path');

const [, , file, json] = process.argv;
const { context, event, assetPath } = JSON.parse(json);
const responseFile = '@twilio/runtime-handler/dist/dev-runtime/internal/response.js';
const modules = path.resolve(__dirname, '..', '..', 'node_modules');

// The runtime loads the package when a Function first touches the global.
let twilio;
Object.defineProperty(globalThis, 'Twilio', {
  get() {
    twilio ??= Object.assign(require(path.join(modules, 'twilio')), {
      Response: require(path.join(modules, responseFile)).Response,
    });
    return twilio;
  },
});
const asset = { path: assetPath, open: () => readFileSync(assetPath, 'utf8') };
globalThis.Runtime = { getAssets: () => ({ '/tenants.json': asset }) };
console.log = () => undefined;

/** Of all threads of the process, since it began. */
const cpuMs = () => {
  const { user, system } = process.cpuUsage();
  return (user + system) / 1000;
};

const loadStart = { ms: performance.now(), cpuMs: cpuMs() };
const { handler } = require(file);
const load = { ms: performance.now() - loadStart.ms, cpuMs: cpuMs() - loadStart.cpuMs };

let count = 0;
const call = () =>
  new Promise((resolve) => {
    const startMs = performance.now();
    const CallSid = `CA${String((count += 1)).padStart(32, '0')}`;
    handler(context, { ...event, CallSid }, (error, answer) => {
      const isTwiml = String(answer?.body ?? answer).includes('<Stream');
      resolve({ ms: performance.now() - startMs, isTwiml, error });
    });
  });

async function run({ calls, inFlight }) {
  const startCpuMs = cpuMs();
  const times = [];
  let twimlCount = 0;
  let begun = 0;
  const worker = async () => {
    while (begun < calls) {
      begun += 1;
      const { ms, isTwiml } = await call();
      times.push(ms);
      if (isTwiml) twimlCount += 1;
    }
  };
  await Promise.all(Array.from({ length: inFlight }, worker));
  return { times, twimlCount, cpuMsPerCall: (cpuMs() - startCpuMs) / calls };
}

(async () => {
  const { isTwiml } = await call();
  // performance.now() counts from the start of the process.
  const cold = { ms: performance.now(), cpuMs: cpuMs() };
  process.on('message', async (round) => process.send(await run(round)));
  process.send({ load, cold, isTwiml });
})();
