import { buildOrganisation } from '../../../sandbox/project/sandbox-project';
import { makeSid } from '../../../sandbox/twilio/formats/sid';
import { StandInVapi } from '../../../sandbox/vapi/stand-in-vapi';
import { CliWorld } from '../run-cli';

export const CALLER = '+12025550143';
export const OTHER = '+12025550188';
export const DENTAL = '+12025550101';
const NOTIFIED = '+12025550177';
export const API_KEY = 'canary-vapi-key-privacy-17';
const DAY_MS = 24 * 60 * 60_000;
export const MAP = 'switchboard-callbacks-dental';

/** In life it is an HMAC of the number. */
export const nameItem = (caller: string) => `ends-in-${caller.slice(-2)}`;

/** What `--json` has as data. */
export interface Protocol {
  readonly items: readonly {
    readonly store: string;
    readonly id: string;
    readonly tenantId: string | null;
    readonly removal?: string;
  }[];
}

/** Stand-ins of both vendors that store something about two callers. */
export class PrivacyWorld {
  private constructor(
    readonly cli: CliWorld,
    readonly vapi: StandInVapi,
  ) {
    cli.env['VAPI_API_KEY'] = API_KEY;
    cli.env['VAPI_BASE_URL'] = vapi.apiUrl;
  }

  static async start(): Promise<PrivacyWorld> {
    const cli = await CliWorld.start();
    const organisation = { ...buildOrganisation({ tenants: [], defaults: {} }), apiKey: API_KEY };
    const world = new PrivacyWorld(cli, await StandInVapi.start({ organisation }));
    world.writeTenant({});
    return world;
  }

  async stop(): Promise<void> {
    await this.vapi.stop();
    await this.cli.stop();
  }

  /** Writes the one tenant of the file, with more in it. */
  writeTenant(more: object): void {
    const tenant = {
      id: 'dental',
      name: 'Dental',
      numbers: [DENTAL],
      assistant: { assistantId: '3f0c5e0a-58c1-4a6e-9d5b-0d3f7a1b2c01' },
      queue: { offers: ['callback'] },
      voicemail: { notify: { sms: { to: [NOTIFIED] } } },
      ...more,
    };
    this.cli.write('src/assets/tenants.private.json', JSON.stringify({ tenants: [tenant] }));
  }

  /** Stores one of each kind for a caller, some days ago. */
  store(caller: string, daysAgo = 1): void {
    const { calls, syncMaps } = this.cli.api;
    const atMs = Date.now() - daysAgo * DAY_MS;
    const callSid = makeSid('CA');
    const common = { status: 'completed', startMs: atMs, createdMs: atMs, durationSeconds: 60 };
    calls.add([{ sid: callSid, from: caller, to: DENTAL, direction: 'inbound', ...common }]);
    for (const source of ['RecordVerb', 'StartCallRecordingTwiML'] as const) {
      calls.recordings.push({
        ...{ sid: makeSid('RE'), callSid, source },
        ...{ startMs: atMs, durationSeconds: 20 },
      });
    }
    const recordingSid = calls.recordings.at(-2)?.sid ?? '';
    calls.transcriptions.push({ sid: makeSid('TR'), recordingSid });
    const body = `Dental: a message from ${caller}`;
    const sms = { sid: makeSid('SM'), from: DENTAL, to: NOTIFIED, body, sentMs: atMs };
    calls.messages.push(sms);
    const items = syncMaps.get(MAP) ?? new Map<string, object>();
    syncMaps.set(MAP, items.set(nameItem(caller), { callerNumber: caller }));
    this.vapi.archive.add([
      {
        id: `00000000-0000-4000-8000-0${caller.slice(1)}`,
        createdAt: new Date(atMs).toISOString(),
        type: 'inboundPhoneCall',
        customer: { number: caller },
        assistantOverrides: { metadata: { tenantId: 'dental' } },
      },
    ]);
  }

  runJson(...words: readonly string[]) {
    return this.cli.runJson<Protocol>(...words);
  }
}
