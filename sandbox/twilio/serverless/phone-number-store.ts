import { makeSid } from '../formats/sid';

/** A number of the account, with what decides where its calls go. */
export interface StoredPhoneNumber {
  readonly sid: string;
  readonly phoneNumber: string;
  friendlyName: string;
  voiceUrl: string;
  voiceMethod: string;
  voiceFallbackUrl: string;
  voiceFallbackMethod: string;
  statusCallback: string;
  statusCallbackMethod: string;
  /** Wins over voiceUrl. */
  voiceApplicationSid: string;
  /** Wins over everything. */
  trunkSid: string;
  /** Where text messages to it lead. */
  readonly smsUrl: string;
  readonly canText: boolean;
}

export class PhoneNumberStore {
  readonly #numbers = new Map<string, StoredPhoneNumber>();

  /** Buys a number. */
  add(phoneNumber: string, parts: Partial<StoredPhoneNumber> = {}): StoredPhoneNumber {
    const number: StoredPhoneNumber = {
      sid: makeSid('PN'),
      phoneNumber,
      friendlyName: phoneNumber,
      // A number as it is bought: Twilio's own greeting.
      voiceUrl: 'https://demo.twilio.com/welcome/voice/',
      voiceMethod: 'POST',
      voiceFallbackUrl: '',
      voiceFallbackMethod: 'POST',
      statusCallback: '',
      statusCallbackMethod: 'POST',
      voiceApplicationSid: '',
      trunkSid: '',
      smsUrl: 'https://demo.twilio.com/welcome/sms/reply',
      canText: true,
      ...parts,
    };
    this.#numbers.set(number.sid, number);
    return number;
  }

  get(sid: string): StoredPhoneNumber | undefined {
    return this.#numbers.get(sid);
  }

  list(): StoredPhoneNumber[] {
    return [...this.#numbers.values()];
  }
}
