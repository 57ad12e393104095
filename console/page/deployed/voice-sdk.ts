import type { Device } from '@twilio/voice-sdk';

/** Twilio's Voice SDK as its script leaves it in the window. */
interface VoiceSdk {
  readonly Device: new (token: string, options?: Device.Options) => Device;
}

declare global {
  interface Window {
    readonly Twilio?: VoiceSdk;
  }
}

/** Loads the SDK's own file from this page's server. @throws if it cannot be loaded */
export async function loadVoiceSdk(): Promise<VoiceSdk> {
  if (window.Twilio === undefined) {
    const script = document.createElement('script');
    script.src = '/voice-sdk.js';
    const loaded = new Promise((resolve, reject) => {
      script.onload = resolve;
      script.onerror = () => reject(new Error('the Voice SDK could not be loaded'));
    });
    document.head.append(script);
    await loaded;
  }
  if (window.Twilio === undefined) throw new Error('the Voice SDK could not be loaded');
  return window.Twilio;
}
