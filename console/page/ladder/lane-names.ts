import type { Lane } from '../../protocol';

export const LANE_NAMES: Readonly<Record<Lane, string>> = {
  caller: 'Caller',
  twilio: 'Twilio',
  functions: 'Functions',
  vapi: 'Vapi',
  person: 'People',
};
