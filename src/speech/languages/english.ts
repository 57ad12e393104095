import type { Sentences } from './sentence-name';

export const english: Sentences = {
  unavailable:
    "Thank you for calling[ {{businessName}}]. We can't take your call right now. Please try again in a few minutes.",
  unavailableNow: "Thank you for calling[ {{businessName}}]. We can't take your call right now.",
  leaveMessage: 'Please leave a message after the tone. Press the pound key when you are done.',
  messageReceived: 'Thank you. We have your message and will get back to you. Goodbye.',
  nothingHeard: "We didn't hear a message.",
  goodbye: 'We have to end the call here. Thank you for calling. Goodbye.',
  screening: 'You have a call[ for {{businessName}}]. Press 1 to take it.',
  transferStart: 'One moment, I am putting you through.',
  transferScreening:
    'Call[ for {{businessName}}] from {{caller}}. {{summary}} Press 1 to take it, 2 to decline.',
  callerEnding: 'a number ending in {{digits}}',
  callerWithheld: 'a withheld number',
  alreadyAnswered: 'Somebody else has taken this call. Goodbye.',
  callerGone: 'The caller has hung up. Goodbye.',
  backUnanswered: 'I am sorry, nobody could take your call. How else can I help you?',
  backAfterTalk: 'I am back. Is there anything else I can do for you?',
  recordingAnnouncement: 'This call is being recorded.',
  recordingQuestion:
    'We would like to record this call. Press 1 to agree. If you do nothing, the call continues without a recording.',
  messageNotification:
    'New voicemail[ for {{businessName}}] from {{caller}}, {{seconds}} s. Listen (login needed): {{link}}',
  messageLost:
    'A voicemail[ for {{businessName}}] from {{caller}} could not be kept. Please call them back. {{link}}',
  messagesMany:
    'Many voicemails[ for {{businessName}}] have arrived. No more text messages about them are sent this hour. Listen (login needed): {{link}}',
  unknownCaller: 'an unknown caller',
  queueWelcome:
    'Thank you for calling[ {{businessName}}]. All our lines are busy right now. Please stay on the line.',
  queuePosition: 'You are number {{position}} in the queue.',
  queueNext: 'You are next.',
  queueOfferVoicemail: 'To leave a message instead, press 1.',
  queueOfferCallback: 'To be called back when it is your turn, press 2.',
  callbackPromised:
    'We will call you back at the number ending in {{digits}} when it is your turn. Thank you, goodbye.',
  callbackFailed:
    "I am sorry, we can't take down your number right now. You are still in the queue.",
  callbackQuestion:
    'This is[ {{businessName}} with] the callback that you asked for. Press 1 to talk to us now.',
  callbackHold: 'Thank you. One moment, you are next.',
  challengeQuestion: 'To be connected, please press {{digit}}.',
  languageLine: 'For English, press {{digit}}.',
  callRefused: "We can't take this call. Goodbye.",
  missedCallText:
    '[{{businessName}}: ]Sorry we missed your call. Reply to this text, or call us again.',
  aiAnnouncement: 'You are talking with an AI assistant.',
};
