import { maskNumber } from '../../../src/log/redact';
import type { Command } from '../../core/command';
import { CALLER_HELP, CALLER_NOTES, callerOptions, findCaller } from '../find-caller';
import { buildProtocol, removeItems } from '../stored-item';

/** `switchboard caller forget`: deletes what is stored about a caller. */
export const callerForget: Command = {
  summary: 'deletes what Vapi and Twilio store about a caller, and prints the protocol',
  details: `Deletes what "caller find" lists, one after another, and prints what became of each. What is deleted
cannot be brought back. Ends with 5 if something could not be deleted: run it again.

${CALLER_HELP}
  --dry-run       deletes nothing`,
  examples: [
    'npm run switchboard -- caller forget --number +12025550143 --dry-run',
    'npm run switchboard -- caller forget --number +12025550143 --json',
  ],
  options: { ...callerOptions, 'dry-run': { type: 'boolean', default: false } },
  changesAccount: true,
  async run(input) {
    const { number, items } = await findCaller(input);
    const isDryRun = input.values['dry-run'] === true;
    const show = (text: string) => input.progress.show(text);
    const removed = await removeItems(items, { isDryRun, show });
    const heading = `${isDryRun ? 'Would forget' : 'Forgets'} ${maskNumber(number)}, ${new Date().toISOString()}`;
    return buildProtocol(heading, removed, CALLER_NOTES);
  },
};
