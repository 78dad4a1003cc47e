/** Makes elements. Text from the report becomes text nodes alone, so nothing in it can be markup. */
import { escapeControl } from '../../escape.ts';

type Child = Node | string | false | undefined;

/** Attributes; one that is undefined or false is left out. */
type Attributes = Readonly<Record<string, string | number | boolean | undefined>>;

const SVG = 'http://www.w3.org/2000/svg';

/** An element with attributes and children. */
export function el<Name extends keyof HTMLElementTagNameMap>(
  name: Name,
  attributes: Attributes = {},
  ...children: readonly Child[]
): HTMLElementTagNameMap[Name] {
  return filled(document.createElement(name), attributes, children);
}

/** The same for drawings. */
export function svg<Name extends keyof SVGElementTagNameMap>(
  name: Name,
  attributes: Attributes = {},
  ...children: readonly Child[]
): SVGElementTagNameMap[Name] {
  return filled(document.createElementNS(SVG, name), attributes, children);
}

/** Text as people may see it: what could hide or reorder it is shown as an escape. */
function shown(text: string): string {
  return escapeControl(text.replaceAll('\t', '  '));
}

/** Replaces what an element holds. */
export function fill(element: Element, ...children: readonly Child[]): void {
  element.replaceChildren(...children.filter(isChild).map(nodeOf));
}

/** A button. */
export function button(attributes: Attributes, onClick: () => void, ...children: readonly Child[]): HTMLButtonElement {
  const made = el('button', { type: 'button', ...attributes }, ...children);
  made.addEventListener('click', onClick);
  return made;
}

function filled<Made extends Element>(element: Made, attributes: Attributes, children: readonly Child[]): Made {
  for (const [name, value] of Object.entries(attributes)) {
    if (value === undefined || value === false) continue;
    element.setAttribute(name, value === true ? '' : shown(String(value)));
  }
  fill(element, ...children);
  return element;
}

function isChild(child: Child): child is Node | string {
  return child !== undefined && child !== false;
}

function nodeOf(child: Node | string): Node | string {
  return typeof child === 'string' ? shown(child) : child;
}
