/** Reads markup back, as a browser would. */

const ENTITIES: { readonly [name: string]: string } = {
  '&amp;': '&',
  '&lt;': '<',
  '&gt;': '>',
  '&quot;': '"',
  '&#x27;': "'",
};

/** The text content of rendered markup. */
export function textIn(markup: string): string {
  return markup
    .replace(/<!--.*?-->/g, '')
    .replace(/<[^>]*>/g, '')
    .replace(/&(?:amp|lt|gt|quot|#x27);/g, (entity) => ENTITIES[entity]!);
}

export interface Tag {
  readonly name: string;
  readonly attributes: ReadonlyMap<string, string>;
}

/** All opening tags of rendered markup; attribute values are quoted and escaped there. */
export function tagsIn(markup: string): readonly Tag[] {
  return [...markup.matchAll(/<([a-z][a-z0-9]*)((?:\s+[^\s=>"]+(?:="[^"]*")?)*)\s*\/?>/gi)].map((tag) => ({
    name: tag[1]!.toLowerCase(),
    attributes: new Map(
      [...tag[2]!.matchAll(/([^\s=>"]+)(?:="([^"]*)")?/g)].map(([, name, value]) => [
        name!.toLowerCase(),
        value ?? '',
      ]),
    ),
  }));
}
