import { createServer, type IncomingHttpHeaders, type IncomingMessage } from 'node:http';
import { setTimeout as sleep } from 'node:timers/promises';
import { Webhook } from 'standardwebhooks';
import { Secret } from '../../src/config/secret';
import { deriveTenantSecret } from '../../src/config/tenant-secret';
import { listen, stop } from '../servers/listen';

/**
 * How a tenant's own server receives notifications. `fails-once`: 500 to the first, `slow`: after
 * 1.5 s.
 */
export type ReceiverMood = 'takes' | 'slow' | 'fails-once' | 'fails' | 'refuses';

/** A notification that reached the tenant's server. */
export interface ReceivedNotification {
  readonly headers: string;
  readonly body: string;
  /** Identifies copies of a notification; empty if it has no id. */
  readonly id: string;
  /** Whether the receiver's library finds that we sent it. */
  readonly isSigned: boolean;
  readonly isAccepted: boolean;
}

const SLOW_MS = 1_500;

/** A tenant's server, which checks notifications with the library that we recommend to tenants. */
export class NotificationReceiver {
  readonly received: ReceivedNotification[] = [];
  readonly #secret: Secret;
  readonly #mood: ReceiverMood;
  readonly #server = createServer((request, response) => {
    void this.#acquire(request).then((status) => response.writeHead(status).end());
  });

  private constructor(secret: string, mood: ReceiverMood) {
    this.#secret = new Secret(secret);
    this.#mood = mood;
  }

  /**
   * Starts a receiver on a free port of loopback. @param secret as the project's variable has it
   */
  static async start(
    secret: string,
    mood: ReceiverMood,
  ): Promise<{ readonly receiver: NotificationReceiver; readonly url: string }> {
    const receiver = new NotificationReceiver(secret, mood);
    return { receiver, url: `http://localhost:${await listen(receiver.#server)}/voicemail` };
  }

  stop(): Promise<void> {
    return stop(this.#server);
  }

  async #acquire(request: IncomingMessage): Promise<number> {
    const body = await readBody(request);
    if (this.#mood === 'slow') await sleep(SLOW_MS);
    const status = this.#pickStatus();
    this.received.push({
      headers: JSON.stringify(request.headers),
      body,
      id: String(request.headers['webhook-id'] ?? ''),
      isSigned: this.#isSigned(body, request.headers),
      isAccepted: status === 204,
    });
    return status;
  }

  #pickStatus(): number {
    if (this.#mood === 'refuses') return 401;
    const isFirst = this.received.length === 0;
    return this.#mood === 'fails' || (this.#mood === 'fails-once' && isFirst) ? 500 : 204;
  }

  #isSigned(body: string, headers: IncomingHttpHeaders): boolean {
    try {
      const { data } = JSON.parse(body) as { data: { tenantId: string } };
      const secret = deriveTenantSecret(this.#secret, data.tenantId).reveal();
      new Webhook(secret).verify(body, headers as Record<string, string>);
      return true;
    } catch {
      return false;
    }
  }
}

async function readBody(request: IncomingMessage): Promise<string> {
  const chunks: Buffer[] = [];
  for await (const chunk of request) chunks.push(chunk as Buffer);
  return Buffer.concat(chunks).toString('utf8');
}
