import { checkTenant } from '../../src/tenants/check-tenant';
import { OWN } from '../fakes/tenants';

const problemsOf = (afterCall: object) =>
  checkTenant({
    id: 'a',
    name: 'A',
    numbers: [OWN],
    assistant: { assistantId: '3f0c5e0a-58c1-4a6e-9d5b-0d3f7a1b2c01' },
    afterCall,
  }).problems;

const followUp = (parts: object) => ({ followUp: { text: 'Thank you.', ...parts } });

describe('the schema of texts', () => {
  it.each<[object, RegExp]>([
    [{ textBack: { perHour: 201 } }, /perHour: is not a whole number of texts from 1 to 200/],
    [
      { textBack: { from: 'Riverside' } },
      /from: is neither a phone number .* nor the sid of a messaging/,
    ],
    [{ textBack: { from: 'MG1' } }, /from: is neither/],
    [{ textBack: { text: { sp: 'Perdón' } } }, /text.sp: is not a language like en, es or pt-BR/],
    [{ textBack: { text: { 'en-ZZZ9': 'Sorry' } } }, /text.en-ZZZ9: is not a language/],
    [followUp({ text: { dk: 'Tak' } }), /text.dk: is not a language like/],
    [{ textBack: { text: 'Hi {{callerNumber}}' } }, /text: fills in \{\{businessName}} only/],
    [{ followUp: {} }, /followUp.text: is missing/],
    [followUp({ text: '{{businessName}}' }), /text: says nothing/],
    [followUp({ text: 'Hi {{name}}' }), /text: cannot fill in \{\{name}}: it knows businessName, /],
    [
      followUp({ text: 'Hi {{summary}}' }),
      /text: names \{\{summary}}, which the model writes: set "allowModelText"/,
    ],
    [followUp({ text: { en: 'Hi {{structuredData.a}}' } }), /which the model writes/],
    [
      followUp({ text: 'Hi {{structuredData}}', allowModelText: true }),
      /cannot fill in \{\{structuredData}}/,
    ],
    [
      followUp({ text: 'Hi {{transcript}}', allowModelText: true }),
      /cannot fill in \{\{transcript}}/,
    ],
    [followUp({ text: 'Hi {{summary}' }), /text: has a brace that belongs to no/],
    [followUp({ text: 'x'.repeat(1_601) }), /text: is longer than 1600 characters/],
    [
      followUp({ maxModelCharacters: 401 }),
      /maxModelCharacters: is not a whole number of characters from 10 to 400/,
    ],
    [followUp({ when: 'nobody' }), /when: is none of "assistant", "person", "any"/],
  ])('refuses %j', (afterCall, problem) => {
    expect(problemsOf(afterCall)).toEqual([expect.stringMatching(problem)]);
  });

  it.each<[object]>([
    [{ textBack: {} }],
    [{ textBack: { text: { 'pt-BR': 'Desculpe.', fil: 'Salamat.' } } }],
    [{ textBack: { text: { en: 'Sorry.' }, from: `MG${'a'.repeat(32)}`, duringOutage: true } }],
    [followUp({ text: 'Hi {{structuredData.slot.time}}', allowModelText: true })],
  ])('takes %j', (afterCall) => {
    expect(problemsOf(afterCall)).toEqual([]);
  });
});
