import {
  type ChainOptions,
  type ChainPosition,
  planFallback as plan,
} from '../../src/fallback/chain';
import { parseCaller } from '../../src/phone/caller';
import type { FallbackStep } from '../../src/tenants/fallback-schema';
import type { Tenant } from '../../src/tenants/tenant';
import { buildChainServices } from '../../src/twilio/chain-links';
import type { VoiceVerb } from '../../src/twiml/voice-answer';
import { CALLER, COLLEAGUE, contextOf, OWN, PERSON, tenantOf, THIRD } from '../fakes/tenants';

const planFallback = (tenant: Tenant, from?: ChainPosition, context: ChainOptions = contextOf()) =>
  plan(tenant, context, from);

const hangup = { kind: 'hangup' };

const dialStep = (parts: Partial<Extract<FallbackStep, { step: 'dial' }>> = {}): FallbackStep => ({
  step: 'dial',
  numbers: [PERSON, COLLEAGUE],
  ring: 'together',
  ringSeconds: 20,
  screen: 'press-1',
  ...parts,
});
const say = (text: string): FallbackStep => ({ step: 'say', text });

/** What the caller gets, in short: words, who is rung and what is asked afterwards. */
const shorten = (verbs: readonly VoiceVerb[]) =>
  verbs.map((verb) => {
    if (verb.kind === 'say') return verb.speech.text;
    if (verb.kind === 'dial') return `dial ${verb.numbers.join()} then ${verb.actionUrl}`;
    return verb.kind === 'record' ? `record then ${verb.actionUrl}` : verb.kind;
  });

describe('planFallback', () => {
  it('speaks the own sentence with the name filled in, then hangs up', () => {
    const tenant = tenantOf({
      name: 'Cost $& Co',
      language: 'de-DE',
      voice: 'Polly.Vicki',
      fallback: [{ step: 'say', text: 'Hier ist {{businessName}}.' }],
    });

    expect(planFallback(tenant)).toEqual([
      {
        kind: 'say',
        speech: { text: 'Hier ist Cost $& Co.', language: 'de-DE', voice: 'Polly.Vicki' },
      },
      hangup,
    ]);
  });

  it.each([
    ['en-GB', 'Thank you for calling Linden.'],
    ['de-AT', 'Vielen Dank für Ihren Anruf bei Linden.'],
    ['es-MX', 'Gracias por llamar a Linden.'],
    ['fr-CA', 'Merci de votre appel à Linden.'],
    ['it-IT', 'Grazie per aver chiamato Linden.'],
    ['nl-NL', 'Bedankt voor het bellen naar Linden.'],
    ['pt-BR', 'Obrigado por ligar para Linden.'],
  ])('greets in the language %s where the tenant wrote nothing', (language, start) => {
    const [say] = planFallback(tenantOf({ name: 'Linden', language }));

    expect(say).toMatchObject({ kind: 'say', speech: { language } });
    expect(say?.kind === 'say' && say.speech.text.startsWith(start)).toBe(true);
  });

  it('greets in English, without a foreign voice, where it does not know the language', () => {
    const [say] = planFallback(tenantOf({ language: 'pl-PL', voice: 'Polly.Ewa' }));

    expect(say).toMatchObject({ speech: { language: 'en-US', voice: undefined } });
    expect(say?.kind === 'say' && say.speech.text).not.toContain('{{');
  });

  it('does not hang up twice', () => {
    const tenant = tenantOf({ fallback: [{ step: 'say', text: 'Bye' }, { step: 'hangup' }] });

    expect(planFallback(tenant).filter(({ kind }) => kind === 'hangup')).toHaveLength(1);
  });
});

describe('a chain that rings people', () => {
  const unavailable = expect.stringContaining('Please try again') as unknown;

  it('stops in the document at the first step that waits for an outcome', () => {
    const tenant = tenantOf({ fallback: [say('One moment.'), dialStep(), say('Sorry.')] });

    expect(shorten(planFallback(tenant))).toEqual([
      'One moment.',
      `dial ${PERSON},${COLLEAGUE} then /fallback?step=2&turn=0`,
    ]);
  });

  it('rings all together: what is asked afterwards is the next step', () => {
    const [dial] = planFallback(tenantOf({ fallback: [dialStep({ ringSeconds: 33 })] }));

    expect(dial).toEqual({
      kind: 'dial',
      numbers: [PERSON, COLLEAGUE],
      ringSeconds: 33,
      callerId: undefined,
      actionUrl: '/fallback?step=1&turn=0',
      screenUrl: '/fallback/screen?called=%2B12025550101',
      screenMethod: 'POST',
    });
  });

  it.each([
    [0, `dial ${PERSON} then /fallback?step=0&turn=1`],
    [1, `dial ${COLLEAGUE} then /fallback?step=0&turn=2`],
    [2, `dial ${THIRD} then /fallback?step=1&turn=0`],
    [3, unavailable],
    [9_999_999_999, unavailable],
  ])('rings one after another: turn %i', (turn, first) => {
    const numbers = [PERSON, COLLEAGUE, THIRD];
    const tenant = tenantOf({ fallback: [dialStep({ numbers, ring: 'in-turn' })] });

    expect(shorten(planFallback(tenant, { step: 0, turn }))[0]).toEqual(first);
  });

  it('begins a later step at its first turn', () => {
    const fallback = [dialStep({ ring: 'in-turn' }), dialStep({ ring: 'in-turn' })];

    const verbs = planFallback(tenantOf({ fallback }), { step: 0, turn: 7 });

    expect(shorten(verbs)).toEqual([`dial ${PERSON} then /fallback?step=1&turn=1`]);
  });

  it.each([1, 2, 10, 9_999_999_999])('says that nobody is there past its end: step %i', (step) => {
    const verbs = planFallback(tenantOf({ fallback: [dialStep()] }), { step, turn: 0 });

    expect(shorten(verbs)).toEqual([unavailable, 'hangup']);
  });

  it('says so as well where a hang-up follows people who did not answer', () => {
    const tenant = tenantOf({ fallback: [dialStep(), { step: 'hangup' }] });

    expect(shorten(planFallback(tenant, { step: 1, turn: 0 }))).toEqual([unavailable, 'hangup']);
  });

  it('leaves out the called number, and continues where no other is left', () => {
    const fallback = [dialStep({ numbers: [OWN] }), dialStep({ numbers: [OWN, PERSON] })];

    expect(shorten(planFallback(tenantOf({ fallback })))).toEqual([
      `dial ${PERSON} then /fallback?step=2&turn=0`,
    ]);
  });

  it('rings neither who forwarded the call here nor who calls', () => {
    const context = buildChainServices({
      calledNumber: OWN,
      caller: parseCaller(CALLER),
      forwardedFrom: COLLEAGUE,
    });
    const numbers = [CALLER, COLLEAGUE, OWN, PERSON];
    const fallback = [dialStep({ numbers: [COLLEAGUE, CALLER] }), dialStep({ numbers })];

    expect(shorten(planFallback(tenantOf({ fallback }), undefined, context))).toEqual([
      `dial ${PERSON} then /fallback?step=2&turn=0`,
    ]);
  });

  it('counts turns without the called number', () => {
    const numbers = [OWN, PERSON, COLLEAGUE];
    const tenant = tenantOf({ fallback: [dialStep({ numbers, ring: 'in-turn' })] });

    expect(shorten(planFallback(tenant, { step: 0, turn: 1 }))).toEqual([
      `dial ${COLLEAGUE} then /fallback?step=1&turn=0`,
    ]);
  });

  it('connects at once whom the tenant does not want asked', () => {
    const tenant = tenantOf({ fallback: [dialStep({ screen: 'none' })] });

    expect(planFallback(tenant)[0]).toMatchObject({ screenUrl: undefined });
  });

  it.each([
    ['a number', CALLER, undefined],
    ['nobody', 'anonymous', OWN],
    ['a spelling that looks like a number', '+266696687', OWN],
    ['a SIP address', 'sip:desk@example.com', OWN],
    ['a Twilio client', 'client:jenny', OWN],
    ['what cannot be read', '5551234', OWN],
  ])('shows people the caller only where that is %s', (_case, from, callerId) => {
    const verbs = planFallback(tenantOf({ fallback: [dialStep()] }), undefined, contextOf(from));

    expect(verbs[0]).toMatchObject({ callerId });
    expect(JSON.stringify(verbs)).not.toContain(from);
  });

  it('names no caller id where the called number is none', () => {
    const context = contextOf('anonymous', 'sip:reception@example.sip.twilio.com');

    const [dial] = planFallback(tenantOf({ fallback: [dialStep()] }), undefined, context);

    expect(dial).toMatchObject({ callerId: undefined, screenUrl: '/fallback/screen' });
  });
});

describe('a chain that takes a message', () => {
  const voicemail = { greeting: 'Speak.', maxSeconds: 120, transcribe: true };

  it('is what a tenant with a voicemail has without one', () => {
    const verbs = planFallback(tenantOf({ name: 'Linden', voicemail }));

    expect(shorten(verbs)).toEqual([
      "Thank you for calling Linden. We can't take your call right now.",
      'Speak.',
      'record then /voicemail/recorded?step=2&turn=0',
      expect.stringContaining('try again'),
      'hangup',
    ]);
  });

  it('asks Twilio for what the voicemail says', () => {
    const verbs = planFallback(tenantOf({ voicemail, fallback: [{ step: 'voicemail' }] }));

    expect(verbs[1]).toEqual({
      kind: 'record',
      maxSeconds: 120,
      actionUrl: '/voicemail/recorded?step=1&turn=0',
      actionMethod: 'POST',
      statusUrl: '/voicemail/recording?called=%2B12025550101#rc=2&rp=5xx,ct,rt',
      transcriptionUrl: '/voicemail/transcription#rc=2&rp=5xx,ct,rt',
    });
  });

  it.each([
    ['of another language', { language: 'de-DE', voicemail }],
    ['of British English', { language: 'en-GB', voicemail }],
    ['that does not ask for it', { voicemail: { ...voicemail, transcribe: false } }],
    ['that records for longer', { voicemail: { ...voicemail, maxSeconds: 121 } }],
    ['without a word about its voicemail', {}],
  ])('has nothing transcribed for a tenant %s', (_case, entry) => {
    const verbs = planFallback(tenantOf({ ...entry, fallback: [{ step: 'voicemail' }] }));

    expect(verbs[1]).toMatchObject({ kind: 'record', transcriptionUrl: undefined });
  });

  it('may continue: what follows comes after the recording, and is where silence leads', () => {
    const fallback: FallbackStep[] = [{ step: 'voicemail' }, say('Bye.'), { step: 'hangup' }];

    expect(shorten(planFallback(tenantOf({ voicemail, fallback })))).toEqual([
      'Speak.',
      'record then /voicemail/recorded?step=1&turn=0',
      'Bye.',
      'hangup',
    ]);
    expect(shorten(planFallback(tenantOf({ voicemail, fallback }), { step: 1, turn: 0 }))).toEqual([
      'Bye.',
      'hangup',
    ]);
  });
});

describe('a chain that must stand in one document', () => {
  const links = { ...contextOf().links, afterDial: undefined, method: 'GET' as const };
  const context: ChainOptions = {
    links,
    ownNumber: OWN,
    cameFrom: [],
    isOwnLeg: false,
    passesCallerId: false,
  };

  it('rings all people without asking how it went, then continues', () => {
    const fallback = [dialStep({ ring: 'in-turn' }), dialStep(), say('Bye.')];

    const verbs = planFallback(tenantOf({ fallback }), undefined, context);

    expect(shorten(verbs)).toEqual([
      `dial ${PERSON} then undefined`,
      `dial ${COLLEAGUE} then undefined`,
      `dial ${PERSON},${COLLEAGUE} then undefined`,
      'Bye.',
      'hangup',
    ]);
    expect(verbs[0]).toMatchObject({ callerId: OWN, screenMethod: 'GET' });
  });
});
