/** What is said if the tenant has no text of its own. */
export type SentenceName =
  /** Nobody can answer, and the call ends with this. */
  | 'unavailable'
  /** Nobody can answer, and the caller may leave a message. */
  | 'unavailableNow'
  /** Asks for a message; a tone follows. */
  | 'leaveMessage'
  /** The message is recorded. */
  | 'messageReceived'
  /** The recording was silent. */
  | 'nothingHeard'
  /** Ends a conversation that had begun. */
  | 'goodbye'
  /** Said to a person whom a fallback rings; asks for key 1. */
  | 'screening'
  /** Said by the assistant before it transfers the caller. */
  | 'transferStart'
  /** Said to a person whom a transfer rings: {{caller}} and {{summary}} are filled in. */
  | 'transferScreening'
  /** The caller, by the last two digits of their number. */
  | 'callerEnding'
  /** The caller, without a number. */
  | 'callerWithheld'
  /** Said to a person who accepts a call that somebody else already has. */
  | 'alreadyAnswered'
  /** Said to a person who accepts a call whose caller has hung up. */
  | 'callerGone'
  /** The assistant's first words after nobody took the call. */
  | 'backUnanswered'
  /** The assistant's first words after a talk with a person. */
  | 'backAfterTalk'
  /** Said before a recorded conversation. */
  | 'recordingAnnouncement'
  /** Asks for key 1 before a conversation is recorded. */
  | 'recordingQuestion'
  /** Text message to the tenant: {{caller}}, {{seconds}} and {{link}} are filled in. */
  | 'messageNotification'
  /** Text message about a voicemail that was lost: {{caller}} and {{link}} are filled in. */
  | 'messageLost'
  /** The last text message of an hour in which too many messages arrive: {{link}} is filled in. */
  | 'messagesMany'
  /** In place of a caller's number in a text message. */
  | 'unknownCaller'
  /** Said to a caller who enters the queue. */
  | 'queueWelcome'
  /** Where a waiting caller stands: {{position}} is filled in. */
  | 'queuePosition'
  /** The same for the caller at the front. */
  | 'queueNext'
  /** What a waiting caller may choose with key 1. */
  | 'queueOfferVoicemail'
  /** What a waiting caller may choose with key 2. */
  | 'queueOfferCallback'
  /** Said to a caller who is going to be called back: {{digits}} is filled in. */
  | 'callbackPromised'
  /** Said to a waiting caller whom nobody can call back. */
  | 'callbackFailed'
  /** Said to somebody who is called back; asks for key 1. */
  | 'callbackQuestion'
  /** Said to somebody who was called back while no slot is free. */
  | 'callbackHold'
  /** Asks a suspect caller for the key {{digit}}. */
  | 'challengeQuestion'
  /** One line of a menu of languages: this one, by the key {{digit}}. */
  | 'languageLine'
  /** Refuses a caller who does not get through. */
  | 'callRefused'
  /** Text message to a caller whom nobody answered. */
  | 'missedCallText'
  /** That an AI answers. */
  | 'aiAnnouncement';

/**
 * All sentences of one language. `{{businessName}}` stands where the business is named; a sentence's part
 * in `[…]` is left out where the business has no name.
 */
export type Sentences = Readonly<Record<SentenceName, string>>;
