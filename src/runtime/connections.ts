import { HttpConnections } from '../http/connections';

/**
 * The container's connections. Loading Twilio's package takes longer than loading all of ours. It is
 * needed for the answer only, so a new container loads it while Vapi is at work instead of afterwards.
 */
export const connections = new HttpConnections(() => void Twilio.twiml.VoiceResponse);
