import type { SentMessage } from '../twilio/voice/network/account-state';
import type { Person } from '../twilio/voice/person';
import type { CallReport } from '../twilio/voice/place-call';
import type { Fault } from '../vapi/faults';
import type { StandInCall } from '../vapi/stand-in-call';
import type { StandInVapi } from '../vapi/stand-in-vapi';
import type { ToolScript } from '../vapi/tool-script';
import { nameHeard, type Story } from './story';
import type { DemoCall } from './world';

/** Who calls, when, and what they do. */
type Caller = Pick<
  DemoCall,
  | 'at'
  | 'origin'
  | 'stirVerstat'
  | 'addOns'
  | 'digits'
  | 'hangsUpAfterMs'
  | 'hangsUpWhileRingingMs'
  | 'message'
>;

export interface CallPlot extends Caller {
  readonly name: string;
  readonly title: string;
  readonly from: string;
  readonly to: string;
  /** How Vapi fails, all the time. */
  readonly fault?: Fault;
  /** How Vapi fails at first; after that it works. */
  readonly firstFault?: Fault;
  /** What the assistant does when the caller has spoken. */
  readonly script?: ToolScript;
  /** Who answers at the numbers that are rung. */
  readonly people?: Readonly<Record<string, Person>>;
  /** Returns what did not go as it should. */
  readonly check: (
    report: CallReport,
    calls: readonly StandInCall[],
    texts: readonly SentMessage[],
  ) => string[];
}

/** Returns the story in which a caller calls, and which checks everything that follows. */
export function buildCallStory(plot: CallPlot): Story {
  const { name, title, fault, firstFault, script, check, ...call } = plot;
  return {
    name,
    title,
    play: async (world, onEntry) => {
      const { standIn, network } = world;
      const callsBefore = standIn.calls.length;
      const textsBefore = network.messages.length;
      setScene(world.standIn, { fault, firstFault, script });
      const report = await world.placeCall({ people: {}, ...call }, onEntry);
      clearScene(world.standIn);
      const texts = network.messages.slice(textsBefore);
      for (const text of texts) {
        report.timeline.record('person', `${text.to} gets a text message: ${text.body}`);
      }
      const problems = check(report, standIn.calls.slice(callsBefore), texts);
      const lastedMs = report.timeline.entries.findLast(({ actor }) => actor === 'caller')?.atMs;
      return { problems, heard: nameHeard(report), lastedMs: lastedMs ?? 0 };
    },
  };
}

type Scene = Pick<StandInVapi, 'standingFault' | 'nextFaults' | 'nextScripts'>;

function setScene(
  standIn: Scene,
  { fault, firstFault, script }: { [Key in 'fault' | 'firstFault' | 'script']: CallPlot[Key] },
): void {
  standIn.standingFault = fault;
  if (firstFault !== undefined) standIn.nextFaults.push(firstFault);
  if (script !== undefined) standIn.nextScripts.push(script);
}

/** Nothing is left over if a call never reached Vapi. */
function clearScene(standIn: Scene): void {
  standIn.standingFault = undefined;
  standIn.nextFaults.length = 0;
  standIn.nextScripts.length = 0;
}
