import { parseSpamVerdict } from '../../src/twilio/add-ons';

const addOns = (results: object) => JSON.stringify({ status: 'successful', results });
const said = (name: string, result: object, status = 'successful') =>
  addOns({ [name]: { request_sid: 'XR1', status, message: null, code: null, result } });

describe('parseSpamVerdict', () => {
  it.each([
    ['no add-on', '', undefined],
    ['no JSON', '{"status":', undefined],
    ['another form', '[]', undefined],
    ['an add-on that we do not know', said('whitepages', { score: 1 }), undefined],
    ['Nomorobo, spam', said('nomorobo_spamscore', { score: 1 }), 'spam'],
    ['Nomorobo, no spam', said('nomorobo_spamscore', { score: 0 }), 'not-spam'],
    ['Marchex, spam', said('marchex_cleancall', { result: { recommendation: 'BLOCK' } }), 'spam'],
    [
      'Marchex, no spam',
      said('marchex_cleancall', { result: { recommendation: 'PASS' } }),
      'not-spam',
    ],
    ['Icehook, spam', said('icehook_scout', { risk_rating: 'highly_likely' }), 'spam'],
    ['Icehook, less sure', said('icehook_scout', { risk_rating: 'likely' }), 'not-spam'],
    ['one that failed', said('nomorobo_spamscore', {}, 'failed'), undefined],
    [
      'one that failed and left a score',
      said('nomorobo_spamscore', { score: 1 }, 'failed'),
      undefined,
    ],
  ])('reads %s', (_case, text, expected) => {
    expect(parseSpamVerdict(text)).toBe(expected);
  });

  it('believes one of several that says spam', () => {
    const both = addOns({
      nomorobo_spamscore: { status: 'successful', result: { score: 0 } },
      icehook_scout: { status: 'successful', result: { risk_rating: 'highly_likely' } },
    });

    expect(parseSpamVerdict(both)).toBe('spam');
  });
});
