/** Which key of a row means what: the names that logs and eval sets use, in order of preference. */

export type FieldRole =
  | 'input'
  | 'reference'
  | 'answer'
  | 'name'
  | 'model'
  | 'usage'
  | 'inputTokens'
  | 'outputTokens'
  | 'at'
  | 'metadata';

/** The key of a row that plays each role, where it has one. */
export type Fields = { readonly [role in FieldRole]?: string };

const NAMES: { readonly [role in FieldRole]: readonly string[] } = {
  input: ['input', 'messages', 'prompt', 'question', 'text', 'message', 'vars', 'variables'],
  reference: ['reference', 'expected', 'expected_output', 'expectedOutput', 'ideal', 'target'],
  answer: ['answer', 'output', 'completion', 'response'], // what production said is not the right answer
  name: ['id'],
  model: ['model'],
  usage: ['usage'],
  inputTokens: ['input_tokens', 'inputTokens', 'prompt_tokens', 'promptTokens'],
  outputTokens: ['output_tokens', 'outputTokens', 'completion_tokens', 'completionTokens'],
  at: ['at', 'timestamp', 'created_at'],
  metadata: ['metadata'],
};

/** Keys that say where a record comes from; in a table they are never variables of a prompt. */
const METADATA = new Set([
  'conversation_id',
  'session_id',
  'customer_id',
  'thread_id',
  'user_id',
  'request_id',
  'trace_id',
  'tags',
  'split',
  'latency_ms',
  'cost_usd',
]);

interface Known {
  readonly role: FieldRole;
  readonly rank: number;
}

const KNOWN: ReadonlyMap<string, Known> = new Map(
  Object.entries(NAMES).flatMap(([role, names]) =>
    names.map((name, rank): [string, Known] => [name, { role: role as FieldRole, rank }]),
  ),
);
const FOLDED: ReadonlyMap<string, Known> = new Map(
  [...KNOWN].map(([name, known]) => [name.toLowerCase(), known]),
);

/** The fields of a row with these keys. `anyCase`: people write table headers as Question or ID. */
export function fieldsOf(keys: readonly string[], options: { readonly anyCase: boolean }): Fields {
  const fields: { [role in FieldRole]?: string } = {};
  const ranks: { [role in FieldRole]?: number } = {};
  for (const key of keys) {
    const known = options.anyCase ? FOLDED.get(key.trim().toLowerCase()) : KNOWN.get(key);
    if (known === undefined || known.rank >= (ranks[known.role] ?? Number.POSITIVE_INFINITY)) continue;
    fields[known.role] = key;
    ranks[known.role] = known.rank;
  }
  return fields;
}

/** True for a table column that cannot be a variable of a prompt. */
export function isMetadataColumn(name: string): boolean {
  const folded = name.trim().toLowerCase();
  return METADATA.has(folded) || FOLDED.has(folded) || folded.startsWith('__');
}

/** True for a key under which the input of a row is looked for. */
export function isInputName(key: string): boolean {
  return FOLDED.get(key.toLowerCase())?.role === 'input';
}

/** True for a key that holds what was answered, or what would have been right. */
export function isAnswerName(key: string): boolean {
  const role = FOLDED.get(key.toLowerCase())?.role;
  return role === 'answer' || role === 'reference';
}
