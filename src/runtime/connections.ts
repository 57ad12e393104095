import { HttpConnections } from '../http/connections';

/**
 * The container's connections. Loading Twilio's package takes longer than loading all of our code.
 * Only the answer needs it, so a new container loads it while it waits for Vapi.
 */
export const connections = new HttpConnections(() => void Twilio.twiml.VoiceResponse);
