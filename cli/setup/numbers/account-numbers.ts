import { askTwilio, type TwilioClient } from '../../core/twilio-client';
import { type AccountNumber, numberFields, type NumberSettings } from './number-settings';

/** A number as Twilio's client returns it: settings that are not set are null or empty. */
type ClientNumber = Readonly<Record<'sid' | 'phoneNumber', string>> &
  Readonly<Record<keyof NumberSettings, string | null>> & {
    readonly smsUrl: string | null;
    readonly smsApplicationSid: string | null;
    readonly capabilities: { readonly sms: boolean } | null;
  };

/** Returns every phone number of the account, over all pages. @throws {CliError} */
export async function listAccountNumbers(client: TwilioClient): Promise<AccountNumber[]> {
  const numbers = await askTwilio('listing phone numbers', client.incomingPhoneNumbers.list());
  return numbers.map(toAccountNumber);
}

/** Returns one number as it is now. @throws whatever Twilio's client throws */
export async function fetchAccountNumber(
  client: TwilioClient,
  sid: string,
): Promise<AccountNumber> {
  return toAccountNumber(await client.incomingPhoneNumbers(sid).fetch());
}

/** Changes the given settings of a number, and no others. @throws whatever Twilio's client throws */
export async function updateAccountNumber(
  client: TwilioClient,
  sid: string,
  settings: Readonly<Partial<NumberSettings>>,
): Promise<AccountNumber> {
  return toAccountNumber(await client.incomingPhoneNumbers(sid).update({ ...settings }));
}

function toAccountNumber(number: ClientNumber): AccountNumber {
  const settings = Object.fromEntries(numberFields.map((field) => [field, number[field] ?? '']));
  return {
    sid: number.sid,
    phoneNumber: number.phoneNumber,
    settings: settings as NumberSettings,
    texts: {
      canSend: number.capabilities?.sms ?? false,
      repliesTo: number.smsApplicationSid || number.smsUrl || '',
    },
  };
}
