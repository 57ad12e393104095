/** What a caller hears when our own code fails. It needs nothing that could fail as well. */
export const LAST_RESORT_TWIML =
  '<?xml version="1.0" encoding="UTF-8"?><Response><Say>Thank you for calling. ' +
  "We can't take your call right now. Please try again in a few minutes.</Say><Hangup/></Response>";
