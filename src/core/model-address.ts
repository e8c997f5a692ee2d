/** How a config names a model's server and key, of candidates and of embeddings. */
import { z } from 'zod';

export const modelName = z.string().trim().min(1);
export const baseUrl = z.url({ protocol: /^https?$/ });
export const apiKeyEnv = z
  .string()
  .regex(/^[A-Za-z_][A-Za-z0-9_]*$/, 'must be the name of an environment variable, never the key itself');

/** `openai:text-embedding-3-small`, or with its address and key. */
export const embeddingsSchema = z.union([
  modelName,
  z.strictObject({ model: modelName, baseUrl: baseUrl.optional(), apiKeyEnv: apiKeyEnv.optional() }),
]);
