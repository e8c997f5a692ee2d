/** Two parts of a request that cannot both be met. */
import type { InputEdge } from './edge.ts';

const PAIRS: readonly (readonly [RegExp, RegExp, string])[] = [
  [
    /\b(?:in (?:one|a single) (?:word|sentence)|one[- ]word answer|be (?:very )?(?:brief|concise)|keep it short)\b/i,
    /\b(?:in (?:great )?detail|detailed|at least \d{3,} words|as long as possible|step[- ]by[- ]step|exhaustive)\b/i,
    'asks to be brief and to go into detail',
  ],
  [
    /\b(?:answer|respond|reply|write|translate)\b[^.\n]{0,40}\bin(?:to)? english\b/i,
    /\b(?:answer|respond|reply|write|translate)\b[^.\n]{0,40}\bin(?:to)? (?:german|french|spanish|italian)\b/i,
    'asks for two languages',
  ],
  [
    /\b(?:only|just) (?:return |output |reply with )?json\b/i,
    /\b(?:explain|in prose|as markdown|with a table)\b/i,
    'asks for JSON alone and for more',
  ],
];
/** The same thing, forbidden in one place and demanded in another. */
const FORBIDS = /\bdo not (mention|include|use) (?:the |an? |any )?([\w-]{3,})\b/gi;
const DEMANDS = /\bmake sure (?:to|you) (mention|include|use) (?:the |an? |any )?([\w-]{3,})\b/gi;
const KEY = /(?<=[{,]\s*)"((?:[^"\\\n]|\\.){1,80})"\s*:\s*("(?:[^"\\\n]|\\.){0,200}"|[\w.+-]+)/g;

export const conflictingParts: InputEdge = {
  kind: 'conflicting-parts',
  family: 'ambiguous',
  description: 'parts that contradict each other',
  find({ asked }) {
    const pair = PAIRS.find(([one, other]) => one.test(asked) && other.test(asked));
    if (pair !== undefined) return pair[2];
    const saidBy = (pattern: RegExp) =>
      new Set([...asked.matchAll(pattern)].map(([, verb, object]) => `${verb} ${object}`.toLowerCase()));
    const demanded = saidBy(DEMANDS);
    const both = [...saidBy(FORBIDS)].find((one) => demanded.has(one));
    if (both !== undefined) return `forbids and demands the same: "${both}"`;
    if (!/^\s*\{/.test(asked)) return undefined;
    // Of one object without others in it: elsewhere a key may come again.
    if ((asked.match(/[{[]/g)?.length ?? 0) > 1) return undefined;
    const values = new Map<string, string>();
    for (const [, key, value] of asked.matchAll(KEY)) {
      if (values.has(key!) && values.get(key!) !== value)
        return `gives "${key}" twice, with different values`;
      values.set(key!, value!);
    }
    return undefined;
  },
};
