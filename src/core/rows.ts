/** The rows that other programs write and read: ratings, outputs and examples, one JSON object a line. */
import { z } from 'zod';
import { inputSchema, keptAsIs } from './input.ts';
import type { Json } from './json.ts';
import { MAX_TRIALS, OUTPUT_STATUSES } from './output.ts';

const jsonValue = keptAsIs<Json>(z.json());
const reference = z.union([z.string().min(1), z.number().transform(String)]);
const trial = z.int().min(1).max(MAX_TRIALS);
const amount = z.number().min(0);

const MOMENT = /^(\d{4}-\d\d-\d\d)(T\d\d:\d\d(:\d\d(\.\d+)?)?(Z|[+-]\d\d:\d\d))?$/;

/** An ISO 8601 date (UTC) or time with its zone, brought to UTC, so that moments sort as text on any machine. */
const moment = z.string().transform((text, ctx) => {
  const day = MOMENT.exec(text)?.[1];
  const time = Date.parse(text);
  // The 30th of February would pass as the first of March.
  const real = day !== undefined && new Date(`${day}T00:00Z`).getUTCDate() === Number(day.slice(8));
  if (real && !Number.isNaN(time)) return new Date(time).toISOString();
  const want = 'an ISO 8601 time with its zone (2026-05-31T14:00:00Z) or a date (2026-05-31)';
  ctx.addIssue({ code: 'custom', message: `must be ${want}, not ${JSON.stringify(text)}` });
  return z.NEVER;
});

/** A line of `ratings import` and `ratings export`. The scale is checked where it is known. */
export const ratingRowSchema = z
  .object({
    example: reference,
    candidate: z.string().min(1),
    trial: trial.exactOptional(),
    /** SHA-256 of the rated text (trimmed): without it the row rates what the candidate gives now. */
    textId: z
      .string()
      .regex(/^[0-9a-f]{64}$/, 'is not 64 hex digits')
      .exactOptional(),
    rater: z.string().refine((name) => name.trim() !== '', 'must not be blank'),
    rating: z.number().exactOptional(),
    acceptable: z.boolean().exactOptional(),
    note: z.string().exactOptional(),
    tags: z.array(z.string()).exactOptional(),
    at: moment.exactOptional(),
    repeatOf: z.string().exactOptional(),
  })
  .refine(
    (row) => row.rating !== undefined || row.acceptable !== undefined,
    'has neither "rating" nor "acceptable"',
  );

export type RatingRow = z.infer<typeof ratingRowSchema>;

const tokens = z.int().min(0);

/** Token counts as rows carry them; other keys are dropped. */
export const usageSchema = z.object({
  inputTokens: tokens.exactOptional(),
  outputTokens: tokens.exactOptional(),
  reasoningTokens: tokens.exactOptional(),
  cachedInputTokens: tokens.exactOptional(),
  cacheWriteTokens: tokens.exactOptional(),
});

/**
 * A line of `outputs import` and of `recorded:` files. `example` is a name or an id, and wins over `input`; one of
 * the two is needed. Without `trial` it is the first one. Without `status` the text decides (`ok`, or `empty`).
 * Keys beyond these are dropped, so that a row of `outputs export` is a row here too.
 */
export const outputRowSchema = z
  .object({
    example: reference.exactOptional(),
    input: inputSchema.exactOptional(),
    candidate: z.string().min(1).exactOptional(),
    trial: trial.exactOptional(),
    output: z.string(),
    status: z.enum(OUTPUT_STATUSES).exactOptional(),
    latencyMs: amount.exactOptional(),
    firstTokenMs: amount.exactOptional(),
    /** USD. */
    costUsd: amount.exactOptional(),
    usage: usageSchema.exactOptional(),
    responseModel: z.string().exactOptional(),
    /** The backend that served it, as far as it named itself. */
    fingerprint: z.string().exactOptional(),
    /** For the status `error`: why there is no answer. */
    failure: z
      .object({ code: z.string(), message: z.string(), httpStatus: z.int().exactOptional() })
      .exactOptional(),
  })
  .refine((row) => row.example !== undefined || row.input !== undefined, 'has neither "example" nor "input"');

export type OutputRow = z.infer<typeof outputRowSchema>;

/** A line of `examples import` and `examples export`. */
export const exampleRowSchema = z.object({
  id: reference.exactOptional(),
  input: inputSchema,
  reference: jsonValue.exactOptional(),
  slices: z.array(z.string().min(1)).exactOptional(),
  split: z.enum(['dev', 'holdout']).exactOptional(),
  weight: z.number().min(0).exactOptional(),
  cluster: reference.exactOptional(),
  metadata: keptAsIs<{ [key: string]: Json }>(z.record(z.string(), z.json())).exactOptional(),
});

export type ExampleRow = z.infer<typeof exampleRowSchema>;
