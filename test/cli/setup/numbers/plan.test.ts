import { listDrifted, planNumbers } from '../../../../cli/setup/numbers/plan';
import { numberFields } from '../../../../cli/setup/numbers/number-settings';
import { isE164 } from '../../../../src/phone/e164';
import { accountNumber, DOMAIN, settingsOf } from './numbers';

const NUMBER = '+12025550101';

const plan = (
  numbersOf: Record<string, string[]>,
  accountNumbers: ReturnType<typeof accountNumber>[],
  parts: Record<string, object> = {},
) =>
  planNumbers({
    domainName: DOMAIN,
    tenantFile: {
      defaults: {},
      tenants: Object.entries(numbersOf).map(([id, numbers]) => ({
        id,
        name: id,
        numbers: numbers.filter(isE164),
        assistant: { assistantId: '3f0c5e0a-58c1-4a6e-9d5b-0d3f7a1b2c01' },
        ...parts[id],
      })),
    },
    accountNumbers,
  });

describe('the notes about texts', () => {
  const texting = { dental: { afterCall: { textBack: { perHour: 20, duringOutage: false } } } };
  const notesOf = (texts: object, parts: Record<string, object> = texting) =>
    plan({ dental: [NUMBER] }, [accountNumber(NUMBER, settingsOf(), texts)], parts).textNotes;
  const from = (sender: string) => ({
    dental: { afterCall: { textBack: { perHour: 20, duringOutage: false, from: sender } } },
  });

  it.each([
    ['no messaging webhook', { repliesTo: '' }, /^\+12025550101 of dental: replies .* nowhere/],
    [
      'Twilio’s demo',
      { repliesTo: 'https://demo.twilio.com/welcome/sms/reply' },
      /replies to its texts lead to Twilio's demo/,
    ],
    ['no right to text', { canSend: false }, /cannot send texts \(21606\)/],
  ])('name a number with %s', (_case, texts, note) => {
    expect(notesOf(texts)).toEqual([expect.stringMatching(note)]);
  });

  it.each([
    ['leads somewhere', { repliesTo: 'https://crm.example/sms' }, texting],
    ['texts nobody', {}, {}],
    ['is not the sender', {}, from(`MG${'1'.repeat(32)}`)],
    ['is not the sender, and another number is', {}, from('+12025550155')],
  ])('are silent of a number that %s', (_case, texts, parts) => {
    expect(notesOf(texts, parts)).toEqual([]);
  });
});

describe('planNumbers', () => {
  it('changes nothing at a number that is right', () => {
    const right = plan({ dental: [NUMBER] }, [accountNumber(NUMBER, settingsOf())]);

    expect(right.numbers).toMatchObject([{ phoneNumber: NUMBER, tenantId: 'dental', changes: [] }]);
    expect(listDrifted(right)).toEqual([]);
  });

  it('sets everything at a number that was just bought, and clears what is clear no second time', () => {
    const [number] = plan({ dental: [NUMBER] }, [accountNumber(NUMBER)]).numbers;

    expect(number?.changes.map(({ field }) => field)).toEqual(numberFields.slice(2));
  });

  it.each(numberFields)('finds a %s that differs, and changes that alone', (field) => {
    const settings = { ...settingsOf(), [field]: 'other' };
    const [number] = plan({ dental: [NUMBER] }, [accountNumber(NUMBER, settings)]).numbers;

    expect(number?.changes).toEqual([{ field, now: 'other', willBe: settingsOf()[field] }]);
  });

  it('gives a tenant with a voicemail a fallback of its own, asked for by GET', () => {
    const { numbers } = plan(
      { dental: [NUMBER], hvac: ['+12025550102'] },
      [accountNumber(NUMBER), accountNumber('+12025550102')],
      { dental: { voicemail: { maxSeconds: 60, transcribe: false } } },
    );
    const fallbacks = numbers.flatMap(({ changes }) =>
      changes.filter(({ field }) => field.startsWith('voiceFallback')).map(({ willBe }) => willBe),
    );

    expect(fallbacks).toEqual([
      `https://${DOMAIN}/fallback/dental.xml`,
      'GET',
      `https://${DOMAIN}/fallback/default.xml`,
      'GET',
    ]);
  });

  it('names numbers that the account lacks', () => {
    const { missing, numbers } = plan({ dental: [NUMBER, '+12025550102'] }, [
      accountNumber(NUMBER),
    ]);

    expect(missing).toEqual([{ phoneNumber: '+12025550102', tenantId: 'dental' }]);
    expect(numbers).toHaveLength(1);
  });

  it.each(['voiceUrl', 'voiceFallbackUrl', 'statusCallback'] as const)(
    'names a number of nobody whose %s is ours, whatever its case',
    (field) => {
      const url = `https://${DOMAIN.toUpperCase()}/incoming-call`;
      const { strays, otherCount } = plan({}, [accountNumber(NUMBER, { [field]: url })]);

      expect(strays).toEqual(
        [accountNumber(NUMBER)].map(({ sid }) => ({ sid, phoneNumber: NUMBER })),
      );
      expect(otherCount).toBe(0);
    },
  );

  it.each(['', 'not a URL', `https://elsewhere.example/?to=${DOMAIN}`, `https://x${DOMAIN}/`])(
    'only counts a number of nobody that points at "%s"',
    (voiceUrl) => {
      const { strays, otherCount } = plan({}, [accountNumber(NUMBER, { voiceUrl })]);

      expect(strays).toEqual([]);
      expect(otherCount).toBe(1);
    },
  );
});
