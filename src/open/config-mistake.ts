/** The first mistake of a config in words: an unknown key with the known ones that are like it, else the value. */
import { z } from 'zod';
import { configSchema } from '../core/config.ts';
import { type IssueText, issueText } from '../core/issue-text.ts';
import { didYouMean } from '../core/nearest.ts';

export interface ConfigMistake extends IssueText {
  /** A key of the group at `path` that is wrong itself. */
  readonly key?: string;
}

export function configMistake(error: z.ZodError): ConfigMistake {
  // A mistyped key is also missing under its right name; the typing is what the user can see.
  const issue = error.issues.find(({ code }) => code === 'unrecognized_keys');
  if (issue?.code !== 'unrecognized_keys') return issueText(error);
  const path = issue.path as IssueText['path'];
  const key = issue.keys[0]!;
  const known = knownKeys(path);
  const alike = didYouMean(key, known);
  const text = `"${key}" is not a key that fieldtest knows${alike || `; it knows ${known.join(', ')}`}`;
  return { path, key, text };
}

/** The keys of the group at a path, from the schema that editors are given. */
function knownKeys(path: IssueText['path']): readonly string[] {
  let at: z.core.JSONSchema.JSONSchema = z.toJSONSchema(configSchema, { io: 'input' });
  for (const part of path) {
    const inner = typeof part === 'number' ? at.items : at.properties?.[part];
    if (typeof inner !== 'object' || Array.isArray(inner)) return [];
    at = inner;
  }
  return Object.keys(at.properties ?? {}).filter((key) => key !== '$schema');
}
