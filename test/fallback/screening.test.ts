import { planScreening } from '../../src/fallback/screening';
import { parseScreening } from '../../src/twilio/screening';
import { OWN, tenantOf } from '../fakes/tenants';

const tenant = tenantOf({ name: 'Linden', language: 'de-DE' });
const screen = (parameters: Record<string, string>) =>
  planScreening(tenant, parseScreening({ called: OWN, ...parameters }));

describe('planScreening', () => {
  it("asks twice in the tenant's language, then hangs up", () => {
    const { verbs, outcome } = screen({});

    const question = {
      kind: 'gather',
      speeches: [
        {
          text: 'Sie haben einen Anruf für Linden. Drücken Sie die 1, um ihn anzunehmen.',
          language: 'de-DE',
          voice: undefined,
        },
      ],
      timeoutSeconds: 5,
      actionUrl: '/fallback/screen?called=%2B12025550101',
      actionMethod: 'POST',
    };
    expect(verbs).toEqual([question, question, { kind: 'hangup' }]);
    expect(outcome).toBe('asked');
  });

  it('connects a person who presses 1: an empty document does that', () => {
    expect(screen({ Digits: '1' })).toEqual({ verbs: [], outcome: 'accepted' });
  });

  it.each(['2', '0', '#', '11', 'hangup'])('hangs up on "%s"', (Digits) => {
    expect(screen({ Digits })).toEqual({ verbs: [{ kind: 'hangup' }], outcome: 'declined' });
  });
});
