const AUDIO = { status: 200, contentType: 'audio/mpeg', body: 'audio' };
const HOLD = '<Say>Please hold</Say><Play>/hold.mp3</Play><Redirect>/hold</Redirect>';

/** The documents of a transfer: the caller waits for somebody; the person starts the conference and ends it by leaving. */
export const TALK = {
  '/start': `<Dial action="/done"><Conference startConferenceOnEnter="false" endConferenceOnExit="true" participantLabel="caller" beep="false" waitUrl="/hold" maxParticipants="2" statusCallback="/conference-events?for=1" statusCallbackEvent="start end join leave">conference</Conference></Dial>`,
  '/leg': `<Dial action="/left"><Conference endConferenceOnExit="true" participantLabel="person" beep="false" waitUrl="" maxParticipants="2" statusCallback="/ignored" statusCallbackEvent="start end join leave">conference</Conference></Dial><Say>Unreachable</Say>`,
  '/hold': HOLD,
  '/hold.mp3': AUDIO,
  '/done': '<Say>Goodbye</Say>',
  '/left': '<Hangup/>',
  '/conference-events': { status: 204 },
};
