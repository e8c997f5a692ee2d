/** The shape of `fieldtest.yaml` and `fieldtest.config.ts`: checked here, read from disk elsewhere. */
import { z } from 'zod';
import type { Candidate } from './candidate.ts';
import type { Check } from './check.ts';
import { checkSchema } from './check-schema.ts';
import { httpSchema } from './http-schema.ts';
import type { Json } from './json.ts';
import { apiKeyEnv, baseUrl, embeddingsSchema, modelName as name } from './model-address.ts';
import { MAX_TRIALS } from './output.ts';
import type { RedactionRules } from './redaction/redact-text.ts';
import { redactionRulesOf, redactionSchema } from './redaction-schema.ts';

const jsonValue = z.json() as z.ZodType<Json>;

const paramsSchema = z
  .strictObject({
    temperature: z.number().min(0),
    maxOutputTokens: z.int().positive(),
    topP: z.number().min(0).max(1),
    topK: z.int().positive(),
    seed: z.int(),
    stopSequences: z.array(z.string()),
    presencePenalty: z.number(),
    frequencyPenalty: z.number(),
    providerOptions: z.record(z.string(), jsonValue),
  })
  .partial();

const rate = z.number().min(0);
const rateShape = {
  input: rate.exactOptional(),
  output: rate.exactOptional(),
  cacheRead: rate.exactOptional(),
  cacheWrite: rate.exactOptional(),
  reasoning: rate.exactOptional(),
};

/** See Price; what it leaves out is the catalogue's. */
const priceSchema = z.strictObject({
  ...rateShape,
  tiers: z
    .array(z.strictObject({ over: z.int().positive(), ...rateShape }))
    .refine(
      (tiers) => tiers.every(({ over }, i) => i === 0 || over > tiers[i - 1]!.over),
      'must ascend: each `over` above the one before',
    )
    .exactOptional()
    .describe('Other rates for the whole of a call with more than `over` input tokens'),
});

/** The keys of which a candidate has exactly one. */
export const CANDIDATE_KINDS = ['model', 'run', 'command', 'http', 'recorded'] as const;

const candidateSchema = z
  .strictObject({
    name: name.optional().describe('What reports call it; defaults to the model'),
    incumbent: z.boolean().optional().describe('True for what runs in production now'),
    model: name.optional().describe('provider:model or provider/model, e.g. openai:gpt-5-mini'),
    run: z
      .string()
      .optional()
      .describe('file:// of a module: export async function run(example, { signal })'),
    command: z.string().min(1).optional().describe('Shell command: the input on stdin, the answer on stdout'),
    http: httpSchema.optional().describe('An HTTP endpoint'),
    recorded: z.string().optional().describe('file:// of outputs made elsewhere, JSONL'),
    prompt: z.string().min(1).optional().describe("Overrides the task's prompt for this candidate"),
    params: paramsSchema.optional(),
    price: priceSchema.optional().describe('USD per 1M tokens; laid over the price catalogue field by field'),
    baseUrl: baseUrl.optional(),
    apiKeyEnv: apiKeyEnv.optional(),
    concurrency: z
      .int()
      .min(1)
      .optional()
      .describe('Calls in flight at the most; --concurrency is for the others'),
    trials: z
      .int()
      .min(1)
      .max(MAX_TRIALS)
      .optional()
      .describe('Outputs per example; --trials is for the others'),
    timeout: z
      .strictObject({
        // The HTTP client itself gives up after five minutes without a byte.
        idle: z.number().positive().max(300).optional().describe('Without a byte; default 60'),
        total: z.number().positive().max(86_400).optional().describe('In all; default 300'),
      })
      .optional()
      .describe('Seconds after which a call is given up'),
    version: z
      .union([z.string(), z.number()])
      .optional()
      .describe('Stands in for the bytes of the code, so that you say when it counts as new'),
  })
  .superRefine((entry, ctx) => {
    const given = CANDIDATE_KINDS.filter((kind) => entry[kind] !== undefined);
    if (given.length !== 1) {
      const found = given.length === 0 ? 'has none of them' : `has ${given.join(' and ')}`;
      ctx.addIssue({
        code: 'custom',
        message: `needs exactly one of ${CANDIDATE_KINDS.join(', ')}; it ${found}`,
      });
    }
    if (given[0] !== 'model') {
      for (const key of ['params', 'baseUrl', 'apiKeyEnv', 'prompt'] as const) {
        if (entry[key] !== undefined) {
          ctx.addIssue({ code: 'custom', path: [key], message: 'only a `model:` candidate can have this' });
        }
      }
      if (given.length === 1 && entry.name === undefined) {
        ctx.addIssue({ code: 'custom', message: `a \`${given[0]}:\` candidate needs a \`name:\`` });
      }
    }
  });

const limitsSchema = z.strictObject({
  costPer1000Usd: z.number().positive().optional(),
  p95LatencyMs: z.number().positive().optional(),
});

const looksSchema = z.union([
  z.literal('final'),
  z
    .array(z.int().min(2))
    .min(1)
    .refine(
      (looks) => looks.every((look, i) => i === 0 || look > looks[i - 1]!),
      'must ascend: [10, 20, 30]',
    ),
]);

/** The whole config. */
export const configSchema = z
  .strictObject({
    $schema: z.string().optional(),
    task: name.describe('The one decision this folder is about, in a sentence'),
    prompt: z.string().min(1).optional().describe('Text or file://; {{path.to.variable}}, no code'),
    candidates: z.array(candidateSchema).min(1, 'needs at least one candidate'),
    rate: z
      .strictObject({
        question: z.string().optional(),
        scale: z.union([z.literal(false), z.int().min(2).max(10)]).optional(),
        acceptable: z.boolean().optional(),
        guide: z.string().optional(),
      })
      .refine(
        (rate) => rate.scale !== false || rate.acceptable !== false,
        'ask for a scale, a yes/no, or both',
      )
      .optional(),
    decide: z
      .strictObject({
        by: z.enum(['rating', 'acceptable']).optional(),
        margin: z.number().positive().optional(),
        confidence: z.number().gt(0.5).lt(1).optional(),
        looks: looksSchema.optional(),
        limits: limitsSchema.optional(),
      })
      .optional(),
    checks: z
      .array(checkSchema)
      .optional()
      .describe("Automatic checks of every output; never the expert's rating"),
    examples: z
      .strictObject({
        count: z.int().positive().optional(),
        holdout: z.int().min(0).optional(),
        seed: z.union([z.int(), z.string()]).optional(),
        embeddings: embeddingsSchema
          .optional()
          .describe('An embedding model that says which inputs are alike; else the words that they share do'),
      })
      .optional(),
    redact: redactionSchema
      .optional()
      .describe('Personal data becomes placeholders before anything is stored; a change of it changes ids'),
    store: z
      .string()
      .refine(
        (store) => /^postgres(ql)?:\/\//.test(store) && URL.canParse(store),
        'takes postgres://...; without it the data lies in .fieldtest/ (another place of your own: FIELDTEST_STORE)',
      )
      .optional()
      .describe('postgres://...; default: SQLite in .fieldtest/'),
  })
  .superRefine(({ rate, decide }, ctx) => {
    const asked =
      decide?.by === 'rating'
        ? rate?.scale !== false
        : decide?.by === 'acceptable'
          ? rate?.acceptable !== false
          : true;
    if (asked) return;
    const other = decide?.by === 'rating' ? 'acceptable' : 'rating';
    ctx.addIssue({
      code: 'custom',
      path: ['decide', 'by'],
      message: `\`rate:\` does not ask for that; decide by ${other}`,
    });
  })
  .describe('fieldtest: which model to ship, measured on your own work');

/** What a config file holds. */
export type ConfigFile = z.input<typeof configSchema>;
export type CandidateEntry = ConfigFile['candidates'][number];

/** Gives `fieldtest.config.ts` its types: `export default defineConfig({ ... })`. */
export function defineConfig(config: ConfigFile): ConfigFile {
  return config;
}

/** A config with every default filled in and every candidate resolved. */
export interface Config {
  readonly task: string;
  readonly candidates: readonly Candidate[];
  readonly rate: {
    readonly question: string;
    /** The highest rating (the lowest is 1), or false when only the yes/no question is asked. */
    readonly scale: number | false;
    readonly acceptable: boolean;
    readonly guide?: string;
  };
  readonly decide: {
    readonly by: 'rating' | 'acceptable';
    readonly margin?: number;
    readonly confidence: number;
    /** Absent: `plannedLooks` of the number of examples. */
    readonly looks?: 'final' | readonly number[];
    readonly limits: { readonly costPer1000Usd?: number; readonly p95LatencyMs?: number };
  };
  readonly checks: readonly Check[];
  readonly examples: {
    readonly count: number;
    readonly holdout: number;
    readonly seed: string;
    /** `model` is provider:model. */
    readonly embeddings?: { readonly model: string; readonly baseUrl?: string; readonly apiKeyEnv?: string };
  };
  /** What becomes placeholders; false for nothing, absent where the config does not say. */
  readonly redact?: RedactionRules | false;
}

/** What the config names, read from its files. */
export interface ResolvedParts {
  readonly candidates: readonly Candidate[];
  readonly checks?: readonly Check[];
  /** The text of `rate.guide`. */
  readonly guide?: string;
}

/**
 * The looks of a set when the config plans none: every tenth example of 50, five equal steps of a larger set, and
 * always the end. Looking at them costs almost nothing (the last look is nearly the ordinary test), and looking
 * at any other time would make one exact tie in five a winner.
 */
export function plannedLooks(examples: number): readonly number[] {
  const step = Math.max(10, Math.ceil(examples / 5));
  const looks = Array.from({ length: Math.floor((examples - 1) / step) }, (_, i) => (i + 1) * step);
  return [...looks, Math.max(examples, 1)];
}

/** Everything of a config that needs no file: defaults. The rest comes from whoever can read files. */
export function withDefaults(file: ConfigFile, { candidates, checks = [], guide }: ResolvedParts): Config {
  const scale = file.rate?.scale ?? 5;
  const decide = file.decide ?? {};
  const redact = redactionRulesOf(file.redact);
  const embeddings = file.examples?.embeddings;
  return {
    task: file.task,
    candidates,
    rate: {
      question: file.rate?.question ?? 'Would you be comfortable showing this to a user?',
      scale,
      acceptable: file.rate?.acceptable ?? true,
      ...(guide === undefined ? {} : { guide }),
    },
    decide: {
      by: decide.by ?? (scale === false ? 'acceptable' : 'rating'),
      confidence: decide.confidence ?? 0.95,
      ...(decide.looks === undefined ? {} : { looks: decide.looks }),
      limits: dropUndefined(decide.limits ?? {}),
      ...(decide.margin === undefined ? {} : { margin: decide.margin }),
    },
    checks,
    examples: {
      count: file.examples?.count ?? 50,
      holdout: file.examples?.holdout ?? 10,
      seed: String(file.examples?.seed ?? 1),
      ...(embeddings === undefined
        ? {}
        : { embeddings: typeof embeddings === 'string' ? { model: embeddings } : dropUndefined(embeddings) }),
    },
    ...(redact === undefined ? {} : { redact }),
  };
}

/** The same without the keys that have no value. */
export function dropUndefined<T extends object>(value: T): { [K in keyof T]: Exclude<T[K], undefined> } {
  return Object.fromEntries(Object.entries(value).filter(([, inner]) => inner !== undefined)) as never;
}
