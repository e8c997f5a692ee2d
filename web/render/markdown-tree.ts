/** What of a Markdown tree reaches the page: known elements, known attributes, every text with its marks. */
import type { ExtraProps } from 'react-markdown';
import { matchesOf } from './matches.ts';
import { stretches } from './unseen.ts';

type Element = NonNullable<ExtraProps['node']>;
type ElementContent = Element['children'][number];

/** Nobody writes deeper lists; a browser that lays out thousands of levels dies of it. */
const MAX_DEPTH = 64;
/** Of one section. A table of many columns grows far beyond its text: short rows are filled up. */
const MAX_NODES = 20_000;

/** All elements that Markdown needs, each with the attributes that it may keep. */
const KEPT: { readonly [tag: string]: readonly string[] } = {
  ...Object.fromEntries(
    'p h1 h2 h3 h4 h5 h6 ul li blockquote pre em strong del hr br table thead tbody tr sup section'
      .split(' ')
      .map((tag) => [tag, []]),
  ),
  ol: ['start'],
  th: ['align'],
  td: ['align'],
  code: ['className'],
  a: ['href'],
  img: ['src', 'alt'],
  input: ['checked'],
  span: ['className', 'dataMark', 'title'],
  mark: [],
};

export const ALLOWED_ELEMENTS = Object.keys(KEPT);

/** Blocks whose direction is that of their own first letter. */
const OWN_DIRECTION = new Set([
  'p',
  'h1',
  'h2',
  'h3',
  'h4',
  'h5',
  'h6',
  'li',
  'th',
  'td',
  'pre',
  'blockquote',
]);

/**
 * A rehype plugin: drops all other attributes, gives blocks their direction, turns texts into marked texts. Throws a
 * RangeError when the tree is too deep or too large to be shown.
 */
export function rehypeMarked({ find }: { readonly find?: string | undefined }) {
  return (tree: { children: ElementContent[] }): void => {
    let nodes = 0;
    const marked = (node: ElementContent, depth: number): ElementContent[] => {
      if (depth > MAX_DEPTH || ++nodes > MAX_NODES) throw new RangeError('too deep or too large');
      // HTML in the text stays text.
      if (node.type === 'text' || (node.type as string) === 'raw')
        return markedText((node as { readonly value: string }).value, find);
      if (node.type !== 'element') return [];
      const children = node.children.flatMap((child) => marked(child, depth + 1));
      return [{ ...node, properties: keptOf(node), children }];
    };
    tree.children = tree.children.flatMap((node) => marked(node, 0));
  };
}

function keptOf({ tagName, properties }: Element): Element['properties'] {
  const kept: Element['properties'] = {};
  for (const name of Object.hasOwn(KEPT, tagName) ? KEPT[tagName]! : []) {
    if (properties[name] !== undefined) kept[name] = properties[name];
  }
  if (OWN_DIRECTION.has(tagName)) kept.dir = 'auto';
  return kept;
}

function markedText(text: string, find: string | undefined): ElementContent[] {
  const nodes: ElementContent[] = [];
  let end = 0;
  for (const [from, to] of matchesOf(text, find)) {
    nodes.push(...seen(text.slice(end, from)), element('mark', {}, seen(text.slice(from, to))));
    end = to;
  }
  return [...nodes, ...seen(text.slice(end))];
}

function seen(text: string): ElementContent[] {
  return stretches(text).map(({ kind, text: part, mark, title }) => {
    const node = { type: 'text', value: part } as const;
    return kind === 'plain' ? node : element('span', { className: [kind], dataMark: mark, title }, [node]);
  });
}

function element(tagName: string, properties: Element['properties'], children: ElementContent[]): Element {
  return { type: 'element', tagName, properties, children };
}
