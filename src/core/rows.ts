/** Output rows: outputs made elsewhere, one JSON object a line, for `recorded:` candidates and `outputs import`. */
import { z } from 'zod';
import { inputSchema } from './input.ts';
import { OUTPUT_STATUSES } from './output.ts';

const tokenCount = z.number().int().nonnegative();

/** Token counts as rows carry them; other keys are dropped. */
export const usageSchema = z.object({
  inputTokens: tokenCount.exactOptional(),
  outputTokens: tokenCount.exactOptional(),
  reasoningTokens: tokenCount.exactOptional(),
  cachedInputTokens: tokenCount.exactOptional(),
});

/**
 * One output of a candidate. `example` is a name or an id, and wins over `input`; one of the two is needed.
 * Without `trial` it is the first one. Without `status` the text decides (`ok`, or `empty` without text).
 * Keys beyond these are dropped, so that a row of `outputs export` is a row here too.
 */
export const outputRowSchema = z
  .object({
    example: z.string().min(1).exactOptional(),
    input: inputSchema.exactOptional(),
    candidate: z.string().min(1).exactOptional(),
    trial: z.number().int().min(1).exactOptional(),
    output: z.string(),
    status: z.enum(OUTPUT_STATUSES).exactOptional(),
    latencyMs: z.number().nonnegative().exactOptional(),
    firstTokenMs: z.number().nonnegative().exactOptional(),
    /** USD. */
    costUsd: z.number().nonnegative().exactOptional(),
    usage: usageSchema.exactOptional(),
    responseModel: z.string().exactOptional(),
    /** For the status `error`: why there is no answer. */
    failure: z
      .object({ code: z.string(), message: z.string(), httpStatus: z.number().int().exactOptional() })
      .exactOptional(),
  })
  .refine((row) => row.example !== undefined || row.input !== undefined, {
    message: 'a row needs "example" (a name or an id) or "input"',
  });

/** A checked output row. */
export type OutputRow = z.infer<typeof outputRowSchema>;
