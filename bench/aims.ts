/** What `npm run bench` compares our figures with. Ratios are ours / plain, in one run. */
export const aims = {
  loadRatio: 0.3,
  coldRatio: 1,
  warmCpuRatio: 1.15,
  /** More than plain takes, among ten tenants. */
  lookupExtraMs: 1,
  /** Of 1,024 bytes; a rule test holds the built incoming-call to it. 15 are the numbering plan, 10 limits and call records. */
  incomingCallKilobytes: 285,
} as const;
