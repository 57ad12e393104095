import type { VerbTable } from '../verb';
import { runConnect } from './connect';
import { makeDial } from './dial';
import { runEnqueue } from './enqueue';
import { runGather } from './gather';
import { runHangup, runLeave, runRedirect, runReject } from './leave';
import { runRecord } from './record';
import { runPause, runPlay, runSay } from './speech';
import { runStart } from './start';

/** What a dialled person's leg may run before the bridge. */
const whisperVerbs: VerbTable = {
  Say: runSay,
  Play: runPlay,
  Pause: runPause,
  Gather: runGather,
  Redirect: runRedirect,
  Hangup: runHangup,
};

/** What a caller's leg may run. */
export const callerVerbs: VerbTable = {
  ...whisperVerbs,
  Reject: runReject,
  Connect: runConnect,
  Record: runRecord,
  Enqueue: runEnqueue,
  Leave: runLeave,
  Start: runStart,
  Dial: makeDial(whisperVerbs),
};
