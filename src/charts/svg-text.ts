/// <reference lib="dom" />
/** A chart as text: well-formed, and the same bytes from every DOM. */

import { escapeMarkup } from '../core/markup.ts';

/** The SVG with its attributes in alphabetical order; it can stand in HTML and alone. */
export function svgText(svg: SVGSVGElement): string {
  return elementText(svg, ' xmlns="http://www.w3.org/2000/svg"');
}

function elementText(element: Element, more = ''): string {
  const attributes = [...element.attributes]
    .map(({ name, value }) => ` ${name}="${escapeMarkup(value)}"`)
    .sort()
    .join('');
  const content = [...element.childNodes]
    .map((node) =>
      node.nodeType === 1 ? elementText(node as Element) : escapeMarkup(node.textContent ?? ''),
    )
    .join('');
  // A light DOM may write the tag's name in capitals.
  const { localName } = element;
  return `<${localName}${more}${attributes}${content === '' ? '/>' : `>${content}</${localName}>`}`;
}
