/** What the stand-in's reports say about a conversation: words that no log may contain. */
export const reportWords = {
  summary: 'The caller moved an appointment to Friday.',
  transcript: 'AI: Hello. How can I help you?\nUser: I would like to move my appointment.\n',
  /** Vapi has been seen to send the credentials of a number along. */
  twilioAuthToken: 'canary-token-of-the-number',
} as const;

const COST_USD = 0.1134;

/** What Vapi makes of a call that is over; of one without a talk there is nothing to say. */
export function analyseCall(hasTalked: boolean) {
  return {
    cost: hasTalked ? COST_USD : 0,
    analysis: hasTalked
      ? {
          summary: reportWords.summary,
          structuredData: { wish: 'move' },
          successEvaluation: 'true',
        }
      : {},
  };
}
