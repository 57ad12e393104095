import type { XmlElement } from '@rgrove/parse-xml';

const LONGEST_NAME = 64;

/**
 * Returns what Twilio would say against an Enqueue: it then queues nobody.
 * @see https://www.twilio.com/docs/api/errors (14201 to 14206, 14220; checked 2026-11)
 */
export function findEnqueueProblems({ attributes, text }: XmlElement): string[] {
  const { action, method, waitUrl, waitUrlMethod, workflowSid } = attributes;
  const name = text.trim();
  return [
    ...(isMethod(method) ? [] : ['14201 Enqueue: the method is neither GET nor POST']),
    ...(isAddress(waitUrl) ? [] : ['14202 Enqueue: waitUrl is not an address']),
    ...(isAddress(action) ? [] : ['14203 Enqueue: action is not an address']),
    ...(name === '' && workflowSid === undefined ? ['14204 Enqueue: the queue has no name'] : []),
    ...(name.length > LONGEST_NAME ? ['14205 Enqueue: the name of the queue is too long'] : []),
    ...(isMethod(waitUrlMethod) ? [] : ['14206 Enqueue: waitUrlMethod is neither GET nor POST']),
    ...(workflowSid === undefined ? [] : ['14220 Enqueue: the sandbox has no workflows']),
  ];
}

function isMethod(word: string | undefined): boolean {
  return word === undefined || word === 'GET' || word === 'POST';
}

/** Relative addresses count as seen from a document. */
function isAddress(text: string | undefined): boolean {
  return text === undefined || (text.trim() !== '' && URL.canParse(text, 'https://example.com'));
}
