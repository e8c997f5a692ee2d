/** The rows that other programs write and read: ratings, outputs and examples, one JSON object a line. */
import { z } from 'zod';
import { inputSchema } from './input.ts';
import type { Json } from './json.ts';
import { OUTPUT_STATUSES } from './output.ts';

const jsonValue = z.json() as z.ZodType<Json>;
const reference = z.union([z.string().min(1), z.number().transform(String)]);
const trial = z.int().min(1);
const count = z.number().min(0);

/** An ISO 8601 moment; anything Date understands is brought to UTC, so that moments sort as text. */
const moment = z.string().transform((text, ctx) => {
  const time = Date.parse(text);
  if (!Number.isNaN(time)) return new Date(time).toISOString();
  ctx.addIssue({ code: 'custom', message: `"${text}" is not an ISO 8601 time` });
  return z.NEVER;
});

/** A line of `ratings import` and `ratings export`. The scale is checked where it is known. */
export const ratingRowSchema = z
  .object({
    example: reference,
    candidate: z.string().min(1),
    trial: trial.optional(),
    rater: z.string().min(1),
    rating: z.number().optional(),
    acceptable: z.boolean().optional(),
    note: z.string().optional(),
    tags: z.array(z.string()).optional(),
    at: moment.optional(),
    repeatOf: z.string().optional(),
  })
  .refine(
    (row) => row.rating !== undefined || row.acceptable !== undefined,
    'has neither "rating" nor "acceptable"',
  );

export type RatingRow = z.infer<typeof ratingRowSchema>;

/** A line of `outputs import` and of `recorded:` files. */
export const outputRowSchema = z
  .object({
    example: reference.optional(),
    input: inputSchema.optional(),
    candidate: z.string().min(1).optional(),
    trial: trial.optional(),
    output: z.string(),
    status: z.enum(OUTPUT_STATUSES).optional(),
    latencyMs: count.optional(),
    firstTokenMs: count.optional(),
    costUsd: count.optional(),
    usage: z
      .object({
        inputTokens: count.optional(),
        outputTokens: count.optional(),
        reasoningTokens: count.optional(),
        cachedInputTokens: count.optional(),
      })
      .optional(),
  })
  .refine((row) => row.example !== undefined || row.input !== undefined, 'has neither "example" nor "input"');

export type OutputRow = z.infer<typeof outputRowSchema>;

/** A line of `examples import` and `examples export`. */
export const exampleRowSchema = z.object({
  id: reference.optional(),
  input: inputSchema,
  reference: jsonValue.optional(),
  slices: z.array(z.string().min(1)).optional(),
  split: z.enum(['dev', 'holdout']).optional(),
  weight: z.number().min(0).optional(),
  cluster: reference.optional(),
  metadata: z.record(z.string(), jsonValue).optional(),
});

export type ExampleRow = z.infer<typeof exampleRowSchema>;
