const MEGABYTE = 1024 * 1024;

/** Limits of the platform that the gateway and the containers hold to. */
export const PLATFORM_LIMITS = {
  executionMs: 10_000,
  requestBytes: MEGABYTE,
  responseBytes: 4 * MEGABYTE,
  headersBytes: 15 * 1024,
  headersCount: 90,
  /** A planning number: Twilio publishes none. */
  concurrentRequests: 30,
} as const;
