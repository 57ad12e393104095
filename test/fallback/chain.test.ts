import { type ChainPosition, planFallback as plan } from '../../src/fallback/chain';
import { resolveTenant, type Tenant, type UsableEntry } from '../../src/tenants/tenant';
import { parseCaller } from '../../src/phone/caller';
import { buildChainContext } from '../../src/twilio/chain-links';

const tenantOf = (entry: UsableEntry) =>
  resolveTenant(entry, {}, { assistantId: undefined, phoneNumberId: undefined });

const context = buildChainContext({
  calledNumber: '+12025550101',
  caller: parseCaller('+12025550143'),
  forwardedFrom: undefined,
});

const planFallback = (tenant: Tenant, from?: ChainPosition) => plan(tenant, context, from);

const hangup = { kind: 'hangup' };

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
