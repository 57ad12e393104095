// A container: loads one Function with the runtime's globals around it, calls it, tells the times.
// argv: file, JSON of { context, event, assetPath, rounds: [{ calls, inFlight }] }
const { readFileSync } = require('node:fs');
const path = require('node:path');

const [, , file, json] = process.argv;
const { context, event, assetPath, rounds } = JSON.parse(json);
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

const loadStartMs = performance.now();
const { handler } = require(file);
const loadMs = performance.now() - loadStartMs;

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
  const times = [];
  let twimlCount = 0;
  const worker = async () => {
    while (times.length + inFlightNow < calls) {
      inFlightNow += 1;
      const { ms, isTwiml } = await call();
      inFlightNow -= 1;
      times.push(ms);
      if (isTwiml) twimlCount += 1;
    }
  };
  let inFlightNow = 0;
  await Promise.all(Array.from({ length: inFlight }, worker));
  return { times, twimlCount };
}

(async () => {
  const first = await call();
  // performance.now() counts from the start of the process.
  const coldMs = performance.now();
  const results = [];
  for (const round of rounds) results.push(await run(round));
  process.send({ loadMs, coldMs, firstIsTwiml: first.isTwiml, results }, () => process.exit(0));
})();
