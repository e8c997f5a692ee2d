/** An entry of `checks:` in the config: one thing that an output must do, with its options beside it. */
import { z } from 'zod';
import type { Json } from './json.ts';
import { parseJsonPath } from './json-path.ts';

const name = z.string().trim().min(1);
const size = z.int().min(0);
const texts = z.union([z.string().min(1), z.array(z.string().min(1)).min(1)]);
const wanted = z.union([z.literal(true), z.string()]);

/** What the code of an output may be written in. */
export const CODE_LANGUAGES = ['json', 'yaml', 'xml', 'javascript', 'typescript'] as const;

/** Each kind of check: the keys that make an entry one of it, and the options that it alone has. */
export const CHECK_KINDS = {
  jsonSchema: { keys: ['jsonSchema'], options: ['fenced'] },
  exact: { keys: ['exact'], options: ['at', 'fenced'] },
  normalised: { keys: ['normalised'], options: ['at', 'fenced'] },
  mustInclude: { keys: ['mustInclude'], options: ['ignoreCase', 'at', 'fenced'] },
  mustNotInclude: { keys: ['mustNotInclude'], options: ['ignoreCase', 'at', 'fenced'] },
  regex: { keys: ['regex'], options: ['flags', 'at', 'fenced'] },
  notRegex: { keys: ['notRegex'], options: ['flags', 'at', 'fenced'] },
  length: { keys: ['minWords', 'maxWords', 'minChars', 'maxChars'], options: ['at', 'fenced'] },
  number: { keys: ['number'], options: ['absolute', 'relative', 'take', 'at', 'fenced'] },
  label: { keys: ['label'], options: ['at', 'fenced'] },
  fieldMatch: {
    keys: ['fieldMatch'],
    options: ['lists', 'extra', 'compare', 'absolute', 'relative', 'fenced'],
  },
  parses: { keys: ['parses'], options: ['fenced'] },
  run: { keys: ['run'], options: ['timeoutS'] },
  command: { keys: ['command'], options: ['timeoutS'] },
} as const satisfies {
  readonly [kind: string]: { readonly keys: readonly string[]; readonly options: readonly string[] };
};

export type CheckKind = keyof typeof CHECK_KINDS;

/** The keys of which an entry has exactly one (those of lengths may stand together). */
const KIND_KEYS: readonly string[] = Object.values(CHECK_KINDS).flatMap(({ keys }) => [...keys]);

const entrySchema = z.strictObject({
  name: name.optional().describe('What reports call it; defaults to what it checks'),
  gate: z
    .boolean()
    .optional()
    .describe('True: a candidate that passes on less than `atLeast` of the examples is out'),
  atLeast: z
    .number()
    .gt(0)
    .max(1)
    .optional()
    .describe('The share of examples that must pass, 0.95; a gate without it asks for all'),
  jsonSchema: z
    .union([z.string().startsWith('file://'), z.record(z.string(), z.json() as z.ZodType<Json, Json>)])
    .optional()
    .describe('The output is JSON that fits this schema: file:// or the schema itself'),
  exact: wanted
    .optional()
    .describe('The output is the reference (true) or this text, but for white space around it'),
  normalised: wanted
    .optional()
    .describe('The same, with case, white space, Unicode forms and punctuation around it left aside'),
  mustInclude: texts.optional().describe('Texts that must all stand in the output'),
  mustNotInclude: texts.optional().describe('Texts of which none may stand in the output'),
  ignoreCase: z.boolean().optional(),
  regex: z
    .string()
    .min(1)
    .optional()
    .describe('A regular expression of JavaScript that must match somewhere'),
  notRegex: z.string().min(1).optional().describe('One that must match nowhere'),
  flags: z
    .string()
    .regex(/^[imsuv]*$/, 'takes the letters i, m, s, u and v')
    .optional(),
  minWords: size.optional(),
  maxWords: size.optional(),
  minChars: size.optional(),
  maxChars: size.optional().describe('Characters as people count them; an emoji is one'),
  number: z
    .union([z.literal(true), z.number()])
    .optional()
    .describe('The number in the output is that of the reference (true) or this one'),
  absolute: z.number().min(0).optional().describe('How far off a number may be'),
  relative: z.number().min(0).optional().describe('The same as a share of the right number: 0.01'),
  take: z
    .enum(['only', 'first', 'last'])
    .optional()
    .describe('Which number counts; default: there may be only one'),
  label: z
    .union([z.literal(true), z.array(z.string().min(1)).min(2)])
    .optional()
    .describe('The output is the label of the reference: of these labels, or of any (true)'),
  fieldMatch: z
    .union([z.literal(true), z.array(z.string().min(1)).min(1)])
    .optional()
    .describe('The fields of the JSON output are those of the reference: all (true), or these paths'),
  lists: z.enum(['any-order', 'in-order']).optional().describe('How lists are compared; default: any-order'),
  extra: z
    .enum(['wrong', 'ignored'])
    .optional()
    .describe('What fields are that the reference lacks; default: wrong'),
  compare: z.enum(['exact', 'normalised']).optional().describe('How texts are compared; default: exact'),
  parses: z
    .enum(CODE_LANGUAGES)
    .optional()
    .describe('The output is code of this language without a syntax error'),
  run: z
    .string()
    .min(1)
    .optional()
    .describe('file:// of a module: export function check(output, { example, input, reference })'),
  command: z.string().min(1).optional().describe('Shell command: exit code 0 passes, 1 fails'),
  timeoutS: z.number().positive().max(3600).optional().describe('Seconds for one output; default: 60'),
  at: z
    .string()
    .refine((path) => parseJsonPath(path) !== undefined, 'must be a path like $.total or items[0].price')
    .optional()
    .describe('The part of a JSON output that is checked, $.total; of a JSON reference too'),
  fenced: z
    .boolean()
    .optional()
    .describe('True: where the output has one Markdown code block, its inside is checked'),
});

export type CheckEntry = z.infer<typeof entrySchema>;

export const checkSchema = entrySchema.superRefine((entry, ctx) => {
  const refuse = (message: string, path: string[] = []) => ctx.addIssue({ code: 'custom', path, message });
  const given = KIND_KEYS.filter((key) => entry[key as keyof CheckEntry] !== undefined);
  const kinds = new Set(given.map(kindOfKey));
  if (kinds.size !== 1) {
    const found = given.length === 0 ? 'has none of them' : `has ${given.join(' and ')}`;
    return refuse(`needs exactly one of ${KIND_KEYS.join(', ')}; it ${found}`);
  }
  const kind = [...kinds][0]!;
  const { options } = CHECK_KINDS[kind];
  for (const key of Object.keys(entry)) {
    const isOption = !['name', 'gate', 'atLeast', ...KIND_KEYS].includes(key);
    if (isOption && !(options as readonly string[]).includes(key)) {
      const owners = Object.entries(CHECK_KINDS).filter(([, of]) =>
        (of.options as readonly string[]).includes(key),
      );
      refuse(`is no option of \`${given[0]}:\`, but of ${owners.map(([owner]) => owner).join(', ')}`, [key]);
    }
  }
  for (const [low, high] of [
    ['minWords', 'maxWords'],
    ['minChars', 'maxChars'],
  ] as const)
    if ((entry[low] ?? 0) > (entry[high] ?? Number.POSITIVE_INFINITY))
      refuse(`is less than ${low}, so nothing passes`, [high]);
  for (const key of ['regex', 'notRegex'] as const) {
    if (entry[key] === undefined) continue;
    try {
      new RegExp(entry[key], entry.flags);
    } catch (error) {
      refuse(
        `is no regular expression: ${(error as Error).message.replace(/^Invalid regular expression: /, '')}`,
        [key],
      );
    }
  }
});

/** The kind that an entry is. */
export function checkKind(entry: CheckEntry): CheckKind {
  return kindOfKey(KIND_KEYS.find((key) => entry[key as keyof CheckEntry] !== undefined)!);
}

function kindOfKey(key: string): CheckKind {
  const kinds = Object.entries(CHECK_KINDS) as [CheckKind, { readonly keys: readonly string[] }][];
  return kinds.find(([, { keys }]) => keys.includes(key))![0];
}
