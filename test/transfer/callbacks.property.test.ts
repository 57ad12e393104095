import * as fc from 'fast-check';
import { labelCaller, PERSON_LABEL } from '../../src/transfer/advance';
import { handleLegEvent } from '../../src/transfer/leg-event';
import type { RoundServices } from '../../src/transfer/round';
import { handleConferenceEvent } from '../../src/transfer/conference-event';
import { waitForPeople } from '../../src/transfer/wait';
import { parseTransferCaller } from '../../src/twilio/transfer-events';
import { buildTransferUrls, type TransferRound } from '../../src/twilio/transfer-round';
import { createFakeLog } from '../fakes/fake-log';
import { COLLEAGUE, OWN, PERSON, tenantOf, THIRD } from '../fakes/tenants';
import { parametersOf } from '../flows/documents';

const NUMBERS = [PERSON, COLLEAGUE, THIRD];
const tenant = tenantOf({
  transfer: {
    destinations: [
      {
        key: 'desk',
        description: 'x',
        numbers: NUMBERS,
        ring: 'in-turn',
        ringSeconds: 20,
        callerId: 'business',
      },
    ],
    onFailure: 'assistant',
  },
});

/** Twilio as far as a round sees it: the caller's conference, the legs, and where the caller was taken. */
function createTwilio() {
  const rung: { sid: string; to: string; round: TransferRound; status: string }[] = [];
  const moves: string[] = [];
  const first = {
    callSid: 'CA0',
    calledNumber: OWN,
    destination: 'desk',
    conference: 'r',
    turn: 0,
    transfers: 1,
  };
  let where: TransferRound | undefined;
  let hasPerson = false;
  const context: RoundServices = {
    sleep: () => Promise.resolve(),
    isOwnNumber: () => Promise.resolve(false),
    nowMs: () => 0,
    log: createFakeLog().log,
    buildUrls: (round) => buildTransferUrls('https://ours.example', round),
    rest: {
      ring: ({ to, statusUrl }) => {
        const sid = `CA${String(rung.length + 1).padStart(32, '0')}`;
        const round = parseTransferCaller(parametersOf(statusUrl)).round;
        rung.push({ sid, to, round, status: 'ringing' });
        return Promise.resolve(sid);
      },
      readCall: (sid) => {
        const status = rung.find((leg) => leg.sid === sid)?.status ?? 'in-progress';
        return Promise.resolve({ status, answeredBy: '', from: '' });
      },
      hangUp: () => Promise.resolve(),
      raiseTimeLimit: () => Promise.resolve(),
      moveCall: (_sid, url) => {
        moves.push(new URL(url).pathname);
        const { round } = parseTransferCaller(parametersOf(url));
        where = url.includes('/hold') ? round : undefined;
        return Promise.resolve();
      },
      findConference: () => {
        if (where === undefined) return Promise.resolve(undefined);
        const caller = { callSid: 'CA0', label: labelCaller(where) };
        const person = { callSid: 'CA9', label: PERSON_LABEL };
        return Promise.resolve({ participants: hasPerson ? [caller, person] : [caller] });
      },
    },
  };
  const start = async () => {
    const round = { ...first, summary: '', callerEnding: '', legSids: [], endsAtSeconds: 50 };
    const sid = await context.rest.ring({
      to: PERSON,
      from: OWN,
      callToken: undefined,
      ringSeconds: 20,
      url: '',
      statusUrl: context.buildUrls(round).legStatus,
    });
    where = { ...round, legSids: [sid] };
  };
  const accept = () => (hasPerson = true);
  return { rung, moves, context, start, accept, where: () => where };
}

const steps = fc.array(
  fc.record({
    what: fc.constantFrom('leg-over', 'wait', 'wait-again', 'conference', 'ends', 'accepts'),
    at: fc.nat(5),
    status: fc.constantFrom('busy', 'no-answer', 'completed', 'failed'),
  }),
  { maxLength: 25 },
);

describe('callbacks in any order, late and twice', () => {
  it('ring everybody once at most, and take the caller out once at most', async () => {
    await fc.assert(
      fc.asyncProperty(steps, async (events) => {
        const twilio = createTwilio();
        await twilio.start();
        let hadPerson = false;
        for (const { what, at, status } of events) {
          const leg = twilio.rung[at % twilio.rung.length];
          const round = twilio.where();
          if (leg === undefined) continue;
          const movesBefore = twilio.moves.length;
          if (what === 'ends') leg.status = status;
          if (what === 'accepts') hadPerson = twilio.accept();
          if (what === 'leg-over' && leg.status !== 'ringing') {
            const event = {
              callSid: leg.sid,
              round: leg.round,
              isOver: true,
              wasAnswered: false,
              answeredBy: '',
            };
            await handleLegEvent(event, tenant, twilio.context);
          }
          if (what.startsWith('wait') && round !== undefined) {
            const url = twilio.context.buildUrls(round).again({ loop: 1, over: undefined });
            const caller = parseTransferCaller(parametersOf(url));
            const wasOver = what === 'wait-again';
            await waitForPeople({ ...caller, wasOver }, tenant, twilio.context);
          }
          if (what === 'conference') {
            const event = { callSid: 'CA0', label: 'caller-0', event: 'participant-leave' };
            await handleConferenceEvent({ ...event, round: leg.round }, twilio.context);
          }
          expect(twilio.moves.length - movesBefore).toBeLessThanOrEqual(1);
          if (hadPerson) expect(twilio.moves).toHaveLength(movesBefore);
        }
        const numbers = twilio.rung.map(({ to }) => to);
        expect(numbers).toEqual(NUMBERS.slice(0, numbers.length));
        expect(twilio.moves.filter((path) => path.endsWith('/returned')).length).toBeLessThan(2);
        expect(twilio.moves.length).toBeLessThanOrEqual(NUMBERS.length);
      }),
      { numRuns: 300 },
    );
  });
});
