import type { IncomingHttpHeaders } from 'node:http';
import { text } from 'node:stream/consumers';
import type { NetworkCallOptions } from '../../sandbox/twilio/phone-network';
import { type CallRecord } from '../../src/call-record/call-record';
import { buildUrls } from '../../src/twilio/urls';
import { type RawServer, startRawServer } from '../fakes/raw-server';
import type { CallWorldOptions } from './call-world';
import { COLLEAGUE, PERSON, ringThenRecord } from './tenant-file';
import { TransferWorld } from './transfer-world';
import type { World } from './world';

/** A webhook as the tenant's server got it. */
export interface GotRecord {
  readonly headers: IncomingHttpHeaders;
  readonly body: string;
  readonly type: string;
  readonly record: CallRecord;
}

const { callStatus: CALL_STATUS } = buildUrls('switchboard-1234.twil.io');

/** Whole calls to a tenant who wants the record of each. */
export class RecordWorld extends TransferWorld {
  #receiver!: RawServer;
  readonly got: GotRecord[] = [];
  /** How many of the next webhooks the tenant's server fails to take. */
  failures = 0;

  static async begin(
    world: World,
    {
      tenant,
      webhook = {},
      afterCall = {},
      environment,
      ...options
    }: CallWorldOptions & { webhook?: object; afterCall?: object } = {},
  ): Promise<RecordWorld> {
    const records = new RecordWorld(world);
    records.#receiver = await startRawServer((request, response) => {
      void text(request).then((body) => {
        records.failures -= 1;
        if (records.failures >= 0) return response.writeHead(503).end();
        // A body of the tenant's own has neither.
        const { type, data } = JSON.parse(body) as { type: string; data: CallRecord };
        records.got.push({ headers: request.headers, body, type, record: data });
        response.writeHead(204).end();
      });
    });
    const destination = { key: 'front-desk', description: 'Appointments', ringSeconds: 10 };
    await records.open({
      tenant: {
        ...ringThenRecord,
        transfer: { destinations: [{ ...destination, numbers: [PERSON, COLLEAGUE] }] },
        afterCall: { webhook: { url: `${records.#receiver.url}/hook`, ...webhook }, ...afterCall },
        ...tenant,
      },
      environment: {
        SWITCHBOARD_WEBHOOK_SECRET: 'canary-webhook-secret-77',
        SWITCHBOARD_BREAKER_FAILURES: '0',
        ...environment,
      },
      ...options,
    });
    const { messages } = world.vapi;
    messages.tries.length = 0;
    messages.faults.length = 0;
    messages.post = async (_url, body, { headers }) =>
      (await records.sendMessage((body as { message?: unknown }).message, headers)).status;
    return records;
  }

  override async stop(): Promise<void> {
    await super.stop();
    await this.world.vapi.messages.settle();
    await this.#receiver.close();
  }

  /** Places a call, waits for everything that came of it, and returns its record. */
  async recordOf(parts: Partial<NetworkCallOptions> = {}): Promise<CallRecord> {
    await this.placeCall(parts);
    await this.world.vapi.messages.settle();
    return this.lastRecord;
  }

  get lastRecord(): CallRecord {
    const last = this.got.at(-1);
    if (last === undefined) throw new Error(`no record: ${JSON.stringify(this.warnings)}`);
    return last.record;
  }

  get types(): readonly string[] {
    return this.got.map(({ type }) => type);
  }

  /** Log entries of the record that somebody should look at. */
  get warnings(): readonly unknown[] {
    return this.logEntries.filter(({ level }) => level !== 'info');
  }

  protected override callOptions(parts: Partial<NetworkCallOptions>): NetworkCallOptions {
    return super.callOptions({ statusCallbackUrl: CALL_STATUS, ...parts });
  }
}
