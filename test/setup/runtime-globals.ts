import { createRequire } from 'node:module';
import path from 'node:path';
import twilio from 'twilio';

/** The runtime's own Response class; its package exports only a server around it. */
const responsePath = path.resolve(
  __dirname,
  '../../node_modules/@twilio/runtime-handler/dist/dev-runtime/internal/response.js',
);
const { Response } = createRequire(__filename)(responsePath) as { Response: unknown };

/** What Twilio's runtime puts into the global scope of a Function. */
Object.assign(globalThis, {
  Twilio: Object.assign(twilio, { Response }),
  Runtime: { getAssets: () => ({}) },
});
