/** The line of models that a model is of: what stays of its name from one version to the next. */

/**
 * `openai:gpt-5.2-mini-2026-08-07` and `gpt-4o-mini` are `gpt-mini`, `anthropic/claude-sonnet-4-5` is `claude-sonnet`: the name without
 * provider, versions and dates. Sizes (`70b`) and tiers (`mini`) stay, since what is sold beside each other is not one line.
 * A name of which nothing would be left is its own family.
 */
export function modelFamily(name: string): string {
  const bare = name
    .trim()
    .toLowerCase()
    .replace(/^[a-z0-9-]+:(?=.)/, '')
    .replace(/^.*\/(?=.)/, '');
  const words = bare
    .split(/[\s\-_:@()]+/)
    .map((word) => (SIZE.test(word) ? word : word.replace(/[\d.]+[a-z]?$/, '')))
    .filter((word) => word !== '' && !PASSING.has(word));
  return words.length === 0 ? bare : words.join('-');
}

/** `8b`, `70b`, `1.5b`, `8x7b`, `135m`. */
const SIZE = /^(\d+x)?\d+(\.\d+)?[bm]$/;

/** Words that say which version, not which model. */
const PASSING = new Set([
  'v',
  'latest',
  'preview',
  'exp',
  'experimental',
  'beta',
  'rc',
  'next',
  'new',
  'old',
]);
