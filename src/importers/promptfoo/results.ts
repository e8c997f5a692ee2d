/** The results of promptfoo: what each provider answered to each test, and what a person said of it by thumb. */
import { isJsonObject, type Json } from '../../core/json.ts';
import { usageFrom } from '../facts.ts';
import { humanValue } from '../human-value.ts';
import type { RowResult } from '../rows.ts';
import type { RatingOptions, Read, ToolOutput, ToolRating } from '../tool-export.ts';
import { given, objectOf, recordOf } from '../tool-record.ts';
import { expectedOf } from './assertions.ts';

type JsonObject = { readonly [key: string]: Json };

/** What promptfoo writes where a thumb was given without a word. */
const NO_WORDS = /^Manual (result|rating|score)/;

export function isResult(row: JsonObject): boolean {
  return (
    'vars' in row && 'provider' in row && ('response' in row || 'success' in row || 'gradingResult' in row)
  );
}

/** How many prompts there were: with one, a candidate is called as its provider. */
export function promptsIn(rows: readonly JsonObject[]): number {
  return new Set(rows.map((row) => promptLabel(row))).size;
}

function promptLabel(row: JsonObject): string {
  const { label, raw } = objectOf(row.prompt);
  return String(label ?? raw ?? '');
}

/** A test, which stands in the results once for each prompt and provider: here it counts at the first of them. */
export function testOfResult(row: JsonObject): readonly RowResult[] {
  if (typeof row.promptIdx === 'number' && row.promptIdx > 0) return [];
  const test = objectOf(row.testCase);
  const { reference, asserts } = expectedOf(test.assert);
  const description = test.description ?? row.description;
  return [
    recordOf({
      input: varsOf(row),
      inputName: 'vars',
      reference,
      metadata: {
        ...objectOf(test.metadata),
        description,
        assert: asserts.length === 0 ? undefined : [...asserts],
      },
    }),
  ];
}

/** A test's own variables, before the ones that promptfoo adds while it runs. */
function varsOf(row: JsonObject): Json | undefined {
  const own = objectOf(row.testCase).vars;
  return isJsonObject(own) && Object.keys(own).length > 0 ? own : row.vars;
}

export function outputOfResult(
  row: JsonObject,
  { prompts, trial }: { prompts: number; trial: number },
): Read<ToolOutput> {
  const input = recordOf({ input: varsOf(row), inputName: 'vars' });
  if (input.kind === 'fault') return input;
  const response = objectOf(row.response);
  const tokens = objectOf(response.tokenUsage ?? row.tokenUsage);
  const usage = usageFrom(
    given({
      input_tokens: tokens.prompt,
      output_tokens: tokens.completion,
      cachedInputTokens: objectOf(tokens.completionDetails).cacheReadInputTokens,
      reasoningTokens: objectOf(tokens.completionDetails).reasoning,
    }),
  );
  const cached = response.cached === true; // its time and price are those of reading a file
  const latencyMs = cached ? undefined : (response.latencyMs ?? row.latencyMs);
  const cost = cached ? undefined : (response.cost ?? row.cost);
  const candidate = candidateOf(row, prompts);
  const facts = {
    input: input.record.input as never,
    ...(candidate === undefined ? {} : { candidate }),
    trial,
    ...(typeof latencyMs === 'number' && latencyMs >= 0 ? { latencyMs } : {}),
    ...(typeof cost === 'number' && cost >= 0 ? { costUsd: cost } : {}),
    ...(usage === undefined || (usage.inputTokens === 0 && usage.outputTokens === 0) ? {} : { usage }),
  };
  const { output } = response;
  const error = response.error ?? (output === undefined || row.failureReason === 2 ? row.error : undefined);
  if (typeof error === 'string' && error !== '') {
    const failure = { code: 'promptfoo', message: error };
    return { kind: 'value', value: { ...facts, output: '', status: 'error', failure } };
  }
  if (output === undefined || output === null)
    return { kind: 'fault', reason: 'the result has neither an output nor an error' };
  const text = typeof output === 'string' ? output : JSON.stringify(output);
  const status = response.finishReason === 'length' ? { status: 'truncated' as const } : {};
  return { kind: 'value', value: { ...facts, ...status, output: text } };
}

/** A provider's label or id; of several prompts, with the prompt's label behind it. */
function candidateOf(row: JsonObject, prompts: number): string | undefined {
  const { provider } = row;
  const { label, id } = objectOf(provider);
  const name =
    typeof provider === 'string'
      ? provider
      : [label, id].find((each) => typeof each === 'string' && each !== '');
  if (typeof name !== 'string') return undefined;
  return prompts > 1 ? `${name} / ${promptLabel(row)}` : name;
}

/** Thumbs: components of the type `human`. The verdicts of assertions, of models too, are none. */
export function thumbsOfResult(
  row: JsonObject,
  { prompts, trial, scale }: RatingOptions & { prompts: number; trial: number },
): readonly Read<ToolRating>[] {
  const components = objectOf(row.gradingResult).componentResults;
  const thumbs = (Array.isArray(components) ? (components as readonly Json[]) : [])
    .filter(isJsonObject)
    .filter((component) => objectOf(component.assertion).type === 'human');
  return thumbs.map((thumb): Read<ToolRating> => {
    const made = outputOfResult(row, { prompts, trial });
    if (made.kind === 'fault') return made;
    const { input, candidate, output } = made.value;
    const { pass, score, comment, reason } = thumb;
    // A score of its own is a share of the scale; else the thumb is yes or no.
    const shared = typeof score === 'number' && score > 0 && score < 1;
    const value = humanValue(shared ? score : pass, { scale, unit: true });
    if (typeof value === 'string') return { kind: 'fault', reason: `the thumb: ${value}` };
    const said = [comment, objectOf(row.gradingResult).comment, reason].find(
      (text) => typeof text === 'string' && text !== '' && !NO_WORDS.test(text),
    );
    return {
      kind: 'value',
      value: {
        input: input as Json,
        ...(candidate === undefined ? {} : { candidate }),
        trial,
        output,
        rater: 'promptfoo',
        ...value,
        ...(typeof said === 'string' ? { note: said } : {}),
      },
    };
  });
}
