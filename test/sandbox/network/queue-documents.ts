import type { FixedAnswer, SeenRequest } from '../twiml/call-world';

const AUDIO = { status: 200, contentType: 'audio/mpeg', body: 'audio' };

/** The documents of a queue: music, again and again, and a goodbye. */
export const QUEUE = {
  '/start':
    '<Enqueue action="/left?for=1" waitUrl="/wait?for=1">support</Enqueue><Say>Unreachable</Say>',
  '/wait': '<Play>/hold.mp3</Play>',
  '/hold.mp3': AUDIO,
  '/left': '<Say>Goodbye</Say>',
  '/elsewhere': '<Say>Elsewhere</Say>',
};

/** An answer by how often it was asked for: the last one stays. */
export function inTurn(...answers: readonly FixedAnswer[]): (request: SeenRequest) => FixedAnswer {
  let count = 0;
  return () => answers[Math.min(count++, answers.length - 1)]!;
}
