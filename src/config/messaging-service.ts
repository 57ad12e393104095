/** The sid of a messaging service at Twilio, as Twilio gives it. */
export const MESSAGING_SERVICE_PATTERN = /^MG[0-9a-f]{32}$/;
