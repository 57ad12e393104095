import type { TwimlElement } from './document';
import type { FallbackAction, Speech, VoiceAnswer } from './voice-answer';

/** Twilio's response as the runtime's own copy of the package builds it. */
export type VoiceResponse = InstanceType<typeof Twilio.twiml.VoiceResponse>;

/** Returns the TwiML of an answer. */
export function buildVoiceTwiml(answer: VoiceAnswer): VoiceResponse {
  switch (answer.kind) {
    case 'assistant':
      return buildAssistantTwiml(answer.document);
    case 'fallback':
      return buildFallbackTwiml(answer.actions);
  }
}

/** Returns Vapi's document rebuilt, every element, attribute and text kept. */
function buildAssistantTwiml(document: TwimlElement): VoiceResponse {
  const response = new Twilio.twiml.VoiceResponse();
  appendChildren(response, document);
  return response;
}

/** The part of a TwiML node that takes any child. */
interface TwimlNode {
  addChild(name: string, attributes: object): TwimlNode;
  addText(text: string): void;
}

function appendChildren(node: TwimlNode, element: TwimlElement): void {
  for (const child of element.children) {
    if (typeof child === 'string') node.addText(child);
    else appendChildren(node.addChild(child.name, child.attributes), child);
  }
}

function buildFallbackTwiml(actions: readonly FallbackAction[]): VoiceResponse {
  const response = new Twilio.twiml.VoiceResponse();
  for (const action of actions) {
    switch (action.kind) {
      case 'say':
        say(response, action.speech);
        break;
      case 'hangup':
        response.hangup();
        break;
    }
  }
  return response;
}

type SayVoice = NonNullable<Parameters<VoiceResponse['say']>[0]['voice']>;
type SayLanguage = NonNullable<Parameters<VoiceResponse['say']>[0]['language']>;

/** The package lists voices and languages by name; Twilio has more of both than the list. */
function say(response: VoiceResponse, { text, language, voice }: Speech): void {
  const attributes = {
    language: language as SayLanguage,
    ...(voice === undefined ? {} : { voice: voice as SayVoice }),
  };
  response.say(attributes, withoutControlCharacters(text));
}

/** XML cannot hold control characters or halves of surrogate pairs; the builder throws on them. */
function withoutControlCharacters(text: string): string {
  return text.toWellFormed().replace(/[\u0000-\u0008\u000b\u000c\u000e-\u001f\ufffe\uffff]/g, '');
}
