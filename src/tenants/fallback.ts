import type { FallbackAction, Speech } from '../twiml/voice-answer';
import type { FallbackStep } from './schema';
import type { Tenant } from './tenant';

/** What a caller hears where nobody wrote anything, by the language's first part. */
const GREETINGS: Readonly<Record<string, readonly [named: string, unnamed: string]>> = {
  en: [
    "Thank you for calling {{businessName}}. We can't take your call right now. Please try again in a few minutes.",
    "Thank you for calling. We can't take your call right now. Please try again in a few minutes.",
  ],
  de: [
    'Vielen Dank für Ihren Anruf bei {{businessName}}. Wir können Ihren Anruf gerade nicht annehmen. Bitte versuchen Sie es in einigen Minuten noch einmal.',
    'Vielen Dank für Ihren Anruf. Wir können ihn gerade nicht annehmen. Bitte versuchen Sie es in einigen Minuten noch einmal.',
  ],
  es: [
    'Gracias por llamar a {{businessName}}. En este momento no podemos atenderle. Por favor, vuelva a llamar en unos minutos.',
    'Gracias por llamar. En este momento no podemos atenderle. Por favor, vuelva a llamar en unos minutos.',
  ],
  fr: [
    'Merci de votre appel à {{businessName}}. Nous ne pouvons pas vous répondre pour le moment. Merci de rappeler dans quelques minutes.',
    'Merci de votre appel. Nous ne pouvons pas vous répondre pour le moment. Merci de rappeler dans quelques minutes.',
  ],
  it: [
    'Grazie per aver chiamato {{businessName}}. Al momento non possiamo rispondere. La preghiamo di richiamare tra qualche minuto.',
    'Grazie per aver chiamato. Al momento non possiamo rispondere. La preghiamo di richiamare tra qualche minuto.',
  ],
  nl: [
    'Bedankt voor het bellen naar {{businessName}}. We kunnen u nu niet te woord staan. Probeer het over enkele minuten opnieuw.',
    'Bedankt voor het bellen. We kunnen u nu niet te woord staan. Probeer het over enkele minuten opnieuw.',
  ],
  pt: [
    'Obrigado por ligar para {{businessName}}. Não podemos atender neste momento. Por favor, ligue novamente dentro de alguns minutos.',
    'Obrigado pela sua chamada. Não podemos atender neste momento. Por favor, ligue novamente dentro de alguns minutos.',
  ],
};

const ENGLISH = ['en', 'en-US'] as const;

/**
 * Returns what the tenant's caller hears when no assistant can answer, ending in a hang-up.
 * A tenant with a language that has no greeting of ours, and no sentence of its own, is greeted in
 * English, by a voice for English: a voice for another language fails on it.
 */
export function planFallback(tenant: Tenant): readonly FallbackAction[] {
  const steps = tenant.fallback ?? [];
  const actions = steps.length > 0 ? steps.map((step) => toAction(step, tenant)) : greet(tenant);
  const last = actions.at(-1);
  return last?.kind === 'hangup' ? actions : [...actions, { kind: 'hangup' }];
}

function toAction(step: FallbackStep, tenant: Tenant): FallbackAction {
  switch (step.step) {
    case 'say':
      return { kind: 'say', speech: { ...voiceOf(tenant), text: fill(step.text, tenant) } };
    case 'hangup':
      return { kind: 'hangup' };
  }
}

function greet(tenant: Tenant): FallbackAction[] {
  const prefix = tenant.language.split('-')[0] ?? '';
  const own = GREETINGS[prefix];
  const [named, unnamed] = own ?? GREETINGS[ENGLISH[0]] ?? ['', ''];
  const speaker = own ? voiceOf(tenant) : { language: ENGLISH[1], voice: undefined };
  const text = fill(tenant.name === undefined ? unnamed : named, tenant);
  return [{ kind: 'say', speech: { ...speaker, text } }];
}

function voiceOf(tenant: Tenant): Omit<Speech, 'text'> {
  return { language: tenant.language, voice: tenant.voice };
}

function fill(text: string, tenant: Tenant): string {
  return text.replaceAll('{{businessName}}', () => tenant.name ?? '');
}
