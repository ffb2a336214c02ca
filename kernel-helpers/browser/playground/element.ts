/** Makes elements in one line. */

type Properties<T> = Partial<Omit<T, 'style' | 'dataset' | 'attributes'>> & { attributes?: Readonly<Record<string, string>> };

/** An element with its properties, attributes and children. */
export function element<K extends keyof HTMLElementTagNameMap>(
  tag: K,
  { attributes = {}, ...properties }: Properties<HTMLElementTagNameMap[K]> = {},
  ...children: (Node | string)[]
): HTMLElementTagNameMap[K] {
  const made = Object.assign(document.createElement(tag), properties);
  for (const [name, value] of Object.entries(attributes)) made.setAttribute(name, value);
  made.append(...children);
  return made;
}

/** An element of SVG with its attributes. */
export function svgElement(
  tag: string,
  attributes: Readonly<Record<string, string | number>> = {},
  ...children: (Node | string)[]
): SVGElement {
  const made = document.createElementNS('http://www.w3.org/2000/svg', tag);
  for (const [name, value] of Object.entries(attributes)) made.setAttribute(name, String(value));
  made.append(...children);
  return made;
}

let made = 0;
/** A name for an element that is on the page once, also where the page shows several playgrounds. */
export const freshId = (what: string): string => `lab-playground-${what}-${++made}`;
