import type { Connection, Listener } from '../connection';
import { DeployedPhone, type PhoneSession } from './deployed-phone';
import { loadVoiceSdk } from './voice-sdk';

/** Connects with the deployed switchboard through Twilio, as `switchboard phone` has prepared it. */
export function connectDeployed({ onMessage, onState }: Listener): Connection {
  const phone = begin({ onMessage, onState });
  phone.catch((error: Error) => {
    onState('lost');
    onMessage({ type: 'error', text: error.message });
  });
  return {
    send: (message) =>
      void phone.then(
        (ready) => ready.handle(message),
        () => undefined,
      ),
  };
}

async function begin({ onMessage, onState }: Listener): Promise<DeployedPhone> {
  const session = await readSession();
  const { Device } = await loadVoiceSdk();
  const device = new Device(session.token, { codecPreferences: CODECS, logLevel: 'error' });
  device.on('error', (error: { code?: number; message: string }) =>
    onMessage({ type: 'error', text: `Twilio: ${error.message} (${error.code ?? 'no code'})` }),
  );
  const renewToken = async () => {
    try {
      const { token } = await readSession();
      device.updateToken(token);
    } catch {
      onState('lost');
      throw new Error('switchboard phone has ended: there is no new access token');
    }
  };
  // During a call. Without one, the SDK does not know when its token expires.
  device.on('tokenWillExpire', () => void renewToken().catch(() => undefined));
  onMessage(session.world);
  onState('open');
  return new DeployedPhone({ device, session, renewToken, onMessage });
}

/** As numbers are called: a telephone's sound, where Opus is not offered. */
const CODECS = ['opus', 'pcmu'] as never[];

async function readSession(): Promise<PhoneSession> {
  const token = document.querySelector<HTMLMetaElement>('meta[name=console-token]')?.content ?? '';
  const answer = await fetch('/session', { method: 'POST', headers: { 'X-Console-Token': token } });
  if (!answer.ok) throw new Error(await answer.text());
  return (await answer.json()) as PhoneSession;
}
