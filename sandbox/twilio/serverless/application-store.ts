import { makeSid } from '../formats/sid';

/** A TwiML App: where calls go that name it instead of a number. */
export interface StoredApplication {
  readonly sid: string;
  friendlyName: string;
  voiceUrl: string;
  voiceMethod: string;
  voiceFallbackUrl: string;
  voiceFallbackMethod: string;
  statusCallback: string;
  statusCallbackMethod: string;
}

export class ApplicationStore {
  readonly #applications = new Map<string, StoredApplication>();

  add(parts: Partial<StoredApplication> = {}): StoredApplication {
    const application: StoredApplication = {
      sid: makeSid('AP'),
      friendlyName: '',
      voiceUrl: '',
      voiceMethod: 'POST',
      voiceFallbackUrl: '',
      voiceFallbackMethod: 'POST',
      statusCallback: '',
      statusCallbackMethod: 'POST',
      ...parts,
    };
    this.#applications.set(application.sid, application);
    return application;
  }

  get(sid: string): StoredApplication | undefined {
    return this.#applications.get(sid);
  }

  list(): StoredApplication[] {
    return [...this.#applications.values()];
  }
}
