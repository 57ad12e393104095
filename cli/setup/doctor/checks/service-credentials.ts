import type { Check } from '../check';
import { skipBecause } from '../fact';
import { fail, pass, warn } from '../result';

const FIX =
  'Twilio console, Functions and Assets, the Service, Settings: add ACCOUNT_SID and AUTH_TOKEN';

/** Checks that the Functions get the Auth Token that some of their work needs. */
export const serviceCredentials: Check = {
  id: 'service-credentials',
  asks: ['deployment'],
  run({ deployment, tenants }) {
    if (deployment.unknown !== undefined) return skipBecause(deployment.unknown);
    if (deployment.value.includeCredentials) return pass('the Functions get AUTH_TOKEN');
    return tenants.value?.file?.endsWith('.protected.json')
      ? fail('the Functions get no AUTH_TOKEN, so they cannot fetch tenants.protected.json', FIX)
      : warn('the Functions get no AUTH_TOKEN; only tenants.protected.json needs it', FIX);
  },
};
