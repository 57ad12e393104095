import type { TwimlElement } from './document';
import type { StreamHooks } from './voice-answer';

/**
 * Returns Vapi's document with the `action` of its Connect and the `statusCallback` of the stream
 * under it. What Vapi has set itself stays: it may depend on it.
 * @see https://www.twilio.com/docs/voice/twiml/connect, https://www.twilio.com/docs/voice/twiml/stream
 */
export function addStreamHooks(root: TwimlElement, hooks: StreamHooks): TwimlElement {
  return mapChildren(root, 'Connect', (connect) => {
    const streaming = mapChildren(connect, 'Stream', (stream) =>
      withAttribute(stream, 'statusCallback', hooks.statusUrl),
    );
    return withAttribute(streaming, 'action', hooks.endedUrl);
  });
}

function mapChildren(
  element: TwimlElement,
  name: string,
  change: (child: TwimlElement) => TwimlElement,
): TwimlElement {
  const children = element.children.map((child) =>
    typeof child !== 'string' && child.name === name ? change(child) : child,
  );
  return { ...element, children };
}

function withAttribute(
  element: TwimlElement,
  name: string,
  value: string | undefined,
): TwimlElement {
  if (value === undefined || (element.attributes[name] ?? '') !== '') return element;
  return { ...element, attributes: { ...element.attributes, [name]: value } };
}
