import { XmlElement } from '@rgrove/parse-xml';
import { findEnqueueProblems } from './enqueue-rules';
import { listValueRules, type ValueRule } from './value-rules';

const SAY_LIMIT_CHARACTERS = 3_000;
const PARAMETER_LIMIT_CHARACTERS = 500;
const DIALLED_AT_ONCE = 10;
const TRANSCRIBED_SECONDS = 120;

/** What Dial takes for a number. Short codes and national spellings are left to carriers elsewhere. */
const DIALLED_PATTERN = /^\+[1-9]\d{6,14}$/;

/** Returns what Twilio would say against an element's attributes and text. */
export function checkValues(element: XmlElement): string[] {
  const { name, attributes } = element;
  const rules = Object.entries(listValueRules(name));
  return [
    ...rules.flatMap(([attribute, rule]) => checkValue(attribute, attributes[attribute], rule)),
    ...checkTogether(element),
  ].map((problem) => (/^\d{5} /.test(problem) ? problem : `12200 ${name}: ${problem}`));
}

function checkValue(attribute: string, value: string | undefined, rule: ValueRule): string[] {
  if (value === undefined) return [];
  switch (rule.kind) {
    case 'whole': {
      const isInRange = Number(value) >= rule.from && Number(value) <= rule.to;
      if (/^\d+$/.test(value) && isInRange) return [];
      return [`${attribute} is not a whole number from ${rule.from} to ${rule.to}`];
    }
    case 'word':
      return rule.words.includes(value) ? [] : [`${attribute} "${value}" is not known`];
    case 'words': {
      const unknown = value.split(' ').filter((word) => !rule.words.includes(word));
      return unknown.map((word) => `${attribute} has "${word}", which is not known`);
    }
    case 'keys':
      return /^[0-9*#w]*$/.test(value) ? [] : [`${attribute} holds something that is not a key`];
    case 'address':
      return isAddress(value) ? [] : [`11100 ${attribute} is not an address`];
    case 'absolute-address':
      return /^https?:\/\//.test(value) && isAddress(value) ? [] : [`${attribute} is not absolute`];
    case 'short':
      return value.length <= rule.characters ? [] : [`${attribute} is too long`];
  }
}

/** Relative addresses count as seen from a document. */
function isAddress(value: string): boolean {
  return value.trim() !== '' && URL.canParse(value, 'https://example.com');
}

/** What depends on more than one attribute, on the text, or on where the element stands. */
function checkTogether(element: XmlElement): string[] {
  const { name, attributes, text, parent } = element;
  switch (name) {
    case 'Stream':
      return checkStream(attributes, parent instanceof XmlElement ? parent.name : '');
    case 'Parameter': {
      const length = (attributes['name'] ?? '').length + (attributes['value'] ?? '').length;
      return length > PARAMETER_LIMIT_CHARACTERS ? ['is longer than 500 characters'] : [];
    }
    case 'Say':
      return [
        ...(text.trim() === '' ? ['13520 Say has no text'] : []),
        ...(text.length > SAY_LIMIT_CHARACTERS ? ['13521 Say is too long'] : []),
      ];
    case 'Start':
      return element.children.some((child) => child instanceof XmlElement)
        ? []
        : ['starts nothing'];
    case 'Redirect':
      return isAddress(text) ? [] : ['11100 Redirect has no address'];
    case 'Play':
      return 'digits' in attributes || isAddress(text) ? [] : ['11100 Play has no address'];
    case 'Number':
      return checkNumber(text.trim());
    case 'Conference':
      return text.trim() === '' ? ['has no name'] : [];
    case 'Dial':
      return checkDial(element);
    case 'Enqueue':
      return findEnqueueProblems(element);
    case 'Record':
      return checkRecord(attributes);
    default:
      return [];
  }
}

function checkNumber(text: string): string[] {
  return DIALLED_PATTERN.test(text) ? [] : ['13223 Number holds no telephone number'];
}

function checkDial({ children, text }: XmlElement): string[] {
  const nouns = children.filter((child): child is XmlElement => child instanceof XmlElement);
  const numbers = nouns.filter(({ name }) => name === 'Number');
  const isEmpty = nouns.length === 0 && text.trim() === '';
  return [
    ...(isEmpty ? ['dials nobody'] : []),
    ...(nouns.length === 0 && !isEmpty ? checkNumber(text.trim()) : []),
    ...(numbers.length > DIALLED_AT_ONCE ? ['dials more than ten at once'] : []),
  ];
}

function checkRecord({ transcribe, maxLength }: Record<string, string>): string[] {
  const isTooLong = transcribe === 'true' && Number(maxLength ?? 0) > TRANSCRIBED_SECONDS;
  return isTooLong ? ['more than 120 seconds cannot be transcribed'] : [];
}

function checkStream(attributes: Record<string, string>, parentName: string): string[] {
  const { url = '', track } = attributes;
  const problems: string[] = [];
  if (!URL.canParse(url)) problems.push('31923 the stream has a malformed address');
  else if (!url.startsWith('wss://')) problems.push('31922 the stream is not wss');
  else if (url.includes('?')) problems.push("31920 the stream's address has a query string");
  if (parentName === 'Connect' && track !== undefined && track !== 'inbound_track') {
    problems.push(`31941 track ${track} is not allowed under Connect`);
  }
  return problems;
}
