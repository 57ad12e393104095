/** A piece of a document, by what it is. */
export interface Token {
  readonly kind: 'name' | 'attribute' | 'value' | 'text';
  readonly text: string;
}

const XML = /(<\/?[\w:.-]+|\/?>|\?>|<\?\w+)|([\w:.-]+)(?==")|("[^"]*")/g;
const JSON_PARTS =
  /("(?:[^"\\]|\\.)*")(?=\s*:)|("(?:[^"\\]|\\.)*"|-?\b\d[\d.eE+-]*|\btrue\b|\bfalse\b|\bnull\b)/g;

/** Returns the pieces of pretty-printed XML or JSON, for colours. They make up the whole text. */
export function tokenise(text: string, format: 'twiml' | 'json' | 'text'): Token[] {
  switch (format) {
    case 'twiml':
      return split(text, XML, ['name', 'attribute', 'value']);
    case 'json':
      return split(text, JSON_PARTS, ['attribute', 'value']);
    case 'text':
      return [{ kind: 'text', text }];
  }
}

function split(text: string, pattern: RegExp, kinds: readonly Token['kind'][]): Token[] {
  const tokens: Token[] = [];
  let at = 0;
  for (const match of text.matchAll(pattern)) {
    if (match.index > at) tokens.push({ kind: 'text', text: text.slice(at, match.index) });
    const group = match.slice(1).findIndex((part) => part !== undefined);
    tokens.push({ kind: kinds[group] ?? 'text', text: match[0] });
    at = match.index + match[0].length;
  }
  if (at < text.length) tokens.push({ kind: 'text', text: text.slice(at) });
  return tokens;
}
