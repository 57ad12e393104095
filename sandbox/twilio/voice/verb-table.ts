import type { VerbTable } from './leg';
import { runConnect } from './verbs/connect';
import { makeDial } from './verbs/dial';
import { runEnqueue } from './queue/enqueue';
import { runGather } from './verbs/gather';
import { runHangup, runLeave, runRedirect, runReject } from './verbs/leave';
import { runRecord } from './verbs/record';
import { runPause, runPlay, runSay } from './verbs/speech';
import { runStart } from './verbs/start';

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
