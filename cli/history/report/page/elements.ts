/** The parts of a DOM that building a page needs; this project has no browser types. */
export interface PageElement {
  readonly outerHTML: string;
  textContent: string | null;
  append(...children: (PageElement | string)[]): void;
  prepend(...children: (PageElement | string)[]): void;
  setAttribute(name: string, value: string): void;
  removeAttribute(name: string): void;
  querySelectorAll(selector: string): Iterable<PageElement>;
}

export interface PageDocument {
  readonly documentElement: PageElement;
  readonly head: PageElement;
  readonly body: PageElement;
  createElement(name: string): PageElement;
  createElementNS(namespace: string, name: string): PageElement;
  toString(): string;
}

/** The content of an element; undefined and false show nothing. */
export type Child = PageElement | string | number | undefined | false;

/** Attributes by name; undefined ones are left out. */
export type Attributes = Readonly<Record<string, string | number | undefined>>;

/** Returns a new element. Texts stay texts: the document escapes them, whatever they contain. */
export type MakeElement = (
  name: string,
  attributes?: Attributes,
  ...children: readonly Child[]
) => PageElement;

const SVG = 'http://www.w3.org/2000/svg';
/** Their text would not be escaped. */
const RAW_TEXT = ['script', 'style', 'title', 'textarea'];

export function createElements(document: PageDocument): MakeElement {
  return (name, attributes = {}, ...children) => {
    if (RAW_TEXT.includes(name)) throw new Error(`<${name}> is not made of texts`);
    const element = document.createElement(name);
    for (const [key, value] of Object.entries(attributes)) {
      if (value !== undefined) element.setAttribute(key, String(value));
    }
    for (const child of children) {
      if (child !== undefined && child !== false) {
        element.append(typeof child === 'number' ? String(child) : child);
      }
    }
    return element;
  };
}

/** Makes a picture of an SVG, with a name and a description for people who do not see it. */
export function describeSvg(
  document: PageDocument,
  svg: PageElement,
  { id, title, description }: Readonly<Record<'id' | 'title' | 'description', string>>,
): void {
  const add = (name: string, text: string): void => {
    const element = document.createElementNS(SVG, name);
    element.setAttribute('id', `${id}-${name}`);
    element.textContent = text;
    svg.prepend(element);
  };
  // Parts of a picture have no names of their own: screen readers would read `bar` and `rule`
  // aloud.
  for (const part of svg.querySelectorAll('[aria-label]')) part.removeAttribute('aria-label');
  add('desc', description);
  add('title', title);
  svg.setAttribute('role', 'img');
  svg.setAttribute('aria-labelledby', `${id}-title`);
  svg.setAttribute('aria-describedby', `${id}-desc`);
}
