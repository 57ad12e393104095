import { parseArgs } from 'node:util';
import { formatDay } from './format-day';
import { DEFAULT_DAY, type DayOptions, simulateDay } from './simulate';

const USAGE = `npm run simulate:queue -- [--slots 10] [--callers 1000] [--days 1] [--seed 7] [--lost-reports 0.05] [--crashes 0.005] [--json]

Plays a day of callers against our queue and against the algorithm of Vapi's guide, with the same callers,
and prints what each did to them. Ends with 1 if our queue lost or overtook somebody.`;

const options = {
  slots: { type: 'string' },
  callers: { type: 'string' },
  days: { type: 'string' },
  seed: { type: 'string' },
  'lost-reports': { type: 'string' },
  crashes: { type: 'string' },
  json: { type: 'boolean' },
  help: { type: 'boolean' },
} as const;

async function main(): Promise<number> {
  const { values } = parseArgs({ options });
  if (values.help === true) {
    console.log(USAGE);
    return 0;
  }
  const day: DayOptions = {
    seed: readNumber('seed', values.seed, DEFAULT_DAY.seed),
    callers: readNumber('callers', values.callers, DEFAULT_DAY.callers),
    slots: readNumber('slots', values.slots, DEFAULT_DAY.slots),
    mishaps: {
      lostReports: readNumber(
        'lost-reports',
        values['lost-reports'],
        DEFAULT_DAY.mishaps.lostReports,
      ),
      crashes: readNumber('crashes', values.crashes, DEFAULT_DAY.mishaps.crashes),
    },
  };
  const dayCount = readNumber('days', values.days, 1);
  let isGood = true;
  for (let index = 0; index < dayCount; index += 1) {
    const options = { ...day, seed: day.seed + index };
    const results = await simulateDay(options);
    isGood &&= results.switchboard.lost === 0 && results.switchboard.overtakings === 0;
    console.log(values.json === true ? JSON.stringify(results) : formatDay(options, results));
  }
  return isGood ? 0 : 1;
}

function readNumber(name: string, text: string | undefined, otherwise: number): number {
  if (text === undefined) return otherwise;
  const value = Number(text);
  const isWhole = Number.isInteger(value) && value > 0;
  const isShare = (name === 'crashes' || name === 'lost-reports') && value >= 0 && value < 1;
  if (isWhole || isShare) return value;
  throw new TypeError(`--${name} ${text} is no usable number`);
}

main().then(
  (exitCode) => {
    process.exitCode = exitCode;
  },
  (error: unknown) => {
    if (!(error instanceof TypeError)) throw error;
    console.error(`${error.message}\n\n${USAGE}`);
    process.exitCode = 2;
  },
);
