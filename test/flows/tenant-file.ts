import { sandboxSettings } from '../../sandbox/project/sandbox-project';

/** Numbers of the people whom these tests' tenant has rung. */
export const PERSON = '+12025550171';
export const COLLEAGUE = '+12025550172';

/** Returns a file of one tenant, whose number and assistant the stand-in knows, with these parts, and of others. */
export function tenantFileOf(parts: object, others: readonly object[] = []): string {
  const assistant = { assistantId: sandboxSettings.VAPI_ASSISTANT_ID };
  const tenant = { id: 'riverside-dental', name: 'Riverside Dental', numbers: ['+12025550101'] };
  const tenants = [{ ...tenant, ...parts }, ...others];
  return JSON.stringify({ tenants: tenants.map((entry) => ({ assistant, ...entry })) });
}

/** A chain that rings two people in turn, then takes a message. */
export const ringThenRecord = {
  fallback: [
    { step: 'say', text: 'One moment.' },
    { step: 'dial', numbers: [PERSON, COLLEAGUE], ring: 'in-turn' },
    { step: 'voicemail' },
  ],
};
