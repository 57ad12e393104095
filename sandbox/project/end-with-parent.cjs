/**
 * Loaded into twilio-run and the processes that it forks for requests. Twilio's runner reports an error to
 * the process that forked it; once that is gone, this fails, is an error again, and would never end.
 */
'use strict';
process.once('disconnect', () => process.exit());
