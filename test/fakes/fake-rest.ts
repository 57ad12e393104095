import type { SmsMessage, VoicemailRest } from '../../src/twilio/rest';

/** Twilio's REST API that keeps what it is told, or fails each request. */
export class FakeRest implements VoicemailRest {
  readonly sent: SmsMessage[] = [];
  readonly deleted: string[] = [];
  readonly #from: string;
  readonly #failure: Error | undefined;

  constructor(from: string, failure?: Error) {
    this.#from = from;
    this.#failure = failure;
  }

  readFrom(): Promise<string> {
    return this.#answer(this.#from);
  }

  sendSms(message: SmsMessage): Promise<void> {
    return this.#answer(void this.sent.push(message));
  }

  deleteRecording(recordingSid: string): Promise<void> {
    return this.#answer(void this.deleted.push(recordingSid));
  }

  #answer<T>(value: T): Promise<T> {
    return this.#failure ? Promise.reject(this.#failure) : Promise.resolve(value);
  }
}
