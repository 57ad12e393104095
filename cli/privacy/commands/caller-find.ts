import { maskNumber } from '../../../src/log/redact';
import type { Command } from '../../core/command';
import { formatTable } from '../../print/table';
import { CALLER_HELP, CALLER_NOTES, callerOptions, findCaller } from '../find-caller';

/** `switchboard caller find`: what is stored about a caller? */
export const callerFind: Command = {
  summary: 'lists what Vapi and Twilio store about a caller',
  details: `Looks for calls at Vapi, and for recordings, transcriptions, messages and callback requests at
Twilio. Vapi's list has no filter for numbers, so this reads every call that Vapi has of the time.
Changes nothing.

${CALLER_HELP}`,
  examples: [
    'npm run switchboard -- caller find --number +12025550143',
    'npm run switchboard -- caller find --number +12025550143 --since 14d --json',
  ],
  options: callerOptions,
  async run(input) {
    const { number, items } = await findCaller(input);
    const rows = items.map(({ store, id, storedAt = '', tenantId = '' }) => [
      store,
      id,
      storedAt,
      tenantId,
    ]);
    const table = formatTable(['where', 'id', 'stored at', 'tenant'], rows);
    const what = items.length === 0 ? 'Nothing is stored.' : table;
    return {
      data: {
        items: items.map(({ store, id, storedAt, tenantId }) => ({
          store,
          id,
          storedAt: storedAt ?? null,
          tenantId: tenantId ?? null,
        })),
        notes: CALLER_NOTES,
      },
      problems: [],
      text: [`About ${maskNumber(number)}`, what, ...CALLER_NOTES].join('\n\n'),
      exitCode: 0,
    };
  },
};
