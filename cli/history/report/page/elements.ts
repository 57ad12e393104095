/** As much of a DOM as building a page needs; this project has no browser's types. */
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

/** What stands in an element; nothing is shown for undefined and false. */
export type Child = PageElement | string | number | undefined | false;

/** Attributes by name; without those that are undefined. */
export type Attributes = Readonly<Record<string, string | number | undefined>>;

/** Returns a new element. Texts stay texts: the document escapes them, whatever they hold. */
export type MakeElement = (
  name: string,
  attributes?: Attributes,
  ...children: readonly Child[]
) => PageElement;

const SVG = 'http://www.w3.org/2000/svg';
/** Their text would be taken as it is. */
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

/** Makes a picture of an SVG, with a name and a description for those who do not see it. */
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
  // Parts of a picture have no names of their own: readers would stumble over `bar` and `rule`.
  for (const part of svg.querySelectorAll('[aria-label]')) part.removeAttribute('aria-label');
  add('desc', description);
  add('title', title);
  svg.setAttribute('role', 'img');
  svg.setAttribute('aria-labelledby', `${id}-title`);
  svg.setAttribute('aria-describedby', `${id}-desc`);
}
