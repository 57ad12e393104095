import * as v from 'valibot';
import { listFrontDoorNotes } from '../../../cli/setup/tenants/front-door-notes';
import { listOutgoingLegs } from '../../../cli/setup/tenants/outgoing-legs';
import { listUnsetSecrets } from '../../../cli/setup/tenants/unset-secrets';
import { listTextNotes } from '../../../cli/setup/tenants/text-notes';
import { listSentenceLanguages } from '../../../src/speech/sentences';
import { readFrontDoorTenants } from '../../../sandbox/example/front-door-tenants';
import { readConfig } from '../../../src/config/config';
import { tenantFileSchema } from '../../../src/tenants/schema';

const fileOf = (parts: object) =>
  v.parse(tenantFileSchema, {
    tenants: [
      {
        id: 'acme',
        name: 'Acme',
        numbers: ['+12025550101'],
        assistant: { assistantId: '3f0c5e0a-58c1-4a6e-9d5b-0d3f7a1b2c01' },
        ...parts,
      },
    ],
  });
const people = (parts: object = {}) => ({ numbers: ['+12025550171'], ...parts });
const menu = (...tags: string[]) => ({ menu: tags.map((language) => ({ language })) });

describe('the notes about texts', () => {
  const note = (afterCall: object, parts: object = {}) =>
    listTextNotes(fileOf({ afterCall, ...parts }));

  it.each<[string, object, RegExp]>([
    [
      'a long text',
      { textBack: { text: 'x'.repeat(161) } },
      /^acme: the text of textBack in en-US may be billed as 2 messages: .* 160 characters$/,
    ],
    [
      'a rare character',
      { textBack: { text: { en: 'Hi.', pt: `ã${'x'.repeat(70)}` } } },
      /textBack in pt may be billed as 2 messages: .* 70 characters, because of a character/,
    ],
    [
      'a text after a talk, as long as it can be',
      { followUp: { text: 'Noted: {{summary}}', allowModelText: true } },
      /of followUp may be billed as 2 messages/,
    ],
  ])('name %s', (_case, afterCall, words) => {
    expect(note(afterCall)).toEqual([expect.stringMatching(words)]);
  });

  it('find nothing in short texts, and in ours, in every language', () => {
    const tags = [...listSentenceLanguages()];

    expect(note({ followUp: { text: 'Thank you for calling {{businessName}}.' } })).toEqual([]);
    expect(note({ textBack: {} }, { languages: menu(...tags) })).toEqual([]);
  });
});

describe('the notes about front doors', () => {
  it.each<[string, object, string]>([
    [
      'a language without our sentences',
      { languages: menu('en-US', 'pl-PL') },
      'not written in pl-PL',
    ],
    [
      'a tenant that is asked in such a language',
      { language: 'pl-PL', callers: { anonymous: 'challenge' } },
      'not written in pl-PL',
    ],
    ['spamScore', { callers: { spamScore: 'block' } }, 'needs an add-on'],
    ['no screening', { answerFirst: { closed: people({ screen: 'none' }) } }, 'a mailbox'],
    ['whenClosed without hours', { whenClosed: { fallback: [{ step: 'voicemail' }] } }, 'no hours'],
    [
      'people without hours',
      { answerFirst: { closed: people() } },
      'answerFirst.closed applies only',
    ],
  ])('name %s', (_what, parts, words) => {
    const notes = listFrontDoorNotes(fileOf(parts));

    expect(notes.join('\n')).toContain(words);
    expect(notes.every((note) => note.startsWith('acme: '))).toBe(true);
  });

  it('find nothing in the tenants that the docs show, and nothing without a front door', () => {
    const files = [...readFrontDoorTenants().values()].map((text) =>
      v.parse(tenantFileSchema, JSON.parse(text)),
    );

    expect(files).toHaveLength(3);
    expect([fileOf({ language: 'pl-PL' }), ...files].flatMap(listFrontDoorNotes)).toEqual([]);
  });
});

describe('people whom a front door has rung', () => {
  const FOREIGN = '+447030123456';

  it.each([
    [{ answerFirst: { open: people({ numbers: [FOREIGN] }) } }],
    [{ answerFirst: { closed: people({ numbers: [FOREIGN] }) } }],
    [{ whenClosed: { fallback: [{ step: 'dial', numbers: [FOREIGN] }] } }],
  ])('are among those beyond our defaults: %j', (parts) => {
    expect(listOutgoingLegs(fileOf(parts))).toEqual({
      beyondDefaults: [`acme rings ${FOREIGN}, a number of GB`],
      ringsPeople: true,
    });
  });
});

describe('limits of callers', () => {
  const file = fileOf({ callers: { limits: { perCallerHour: 5 } } });
  const listUnset = (environment: Record<string, string>) =>
    listUnsetSecrets(file, readConfig(environment).config).map(({ name }) => name);

  it('need the secret that callers are counted with', () => {
    expect(listUnset({})).toEqual(['SWITCHBOARD_EVENTS_SECRET']);
    expect(listUnset({ SWITCHBOARD_EVENTS_SECRET: 'e'.repeat(24) })).toEqual([]);
  });
});
