/** What a promptfoo test expects: the right answer where it says one, and the rest as it was written. */
import { isJsonObject, type Json } from '../../core/json.ts';

type JsonObject = { readonly [key: string]: Json };

/** Types of assertion that a cell may begin with; `grade`, `fn` and `eval` are older names. */
const TYPES =
  'answer-relevance|bleu|classifier|contains|contains-all|contains-any|contains-html|contains-json|contains-sql|contains-xml|context-faithfulness|context-recall|context-relevance|conversation-relevance|cost|equals|eval|factuality|finish-reason|fn|g-eval|gleu|grade|guardrails|icontains|icontains-all|icontains-any|is-html|is-json|is-refusal|is-sql|is-valid-function-call|is-valid-openai-function-call|is-valid-openai-tools-call|is-xml|javascript|latency|levenshtein|llm-rubric|meteor|model-graded-closedqa|model-graded-factuality|moderation|perplexity|perplexity-score|pi|python|regex|rouge-n|ruby|search-rubric|similar|similar:cosine|similar:dot|similar:euclidean|starts-with|tool-call-f1|webhook|word-count';
const CELL = new RegExp(`^(not-)?(${TYPES})(?:\\((\\d+(?:\\.\\d+)?)\\))?(?::([\\s\\S]*))?$`);

export interface Expected {
  /** The right answer: what the output must equal. */
  readonly reference?: Json;
  /** Everything else that is asserted, as text. */
  readonly asserts: readonly string[];
}

/** The cells of `__expected`, `__expected1` ...: without a prefix, a cell is what the output must equal. */
export function expectedOfCells(cells: readonly string[]): Expected {
  const parsed = cells.filter((cell) => cell.trim() !== '').map((cell) => ({ cell, match: matchOf(cell) }));
  const equal = parsed.find(({ match }) => match === undefined || (match.type === 'equals' && !match.not));
  const asserts = parsed.filter((each) => each !== equal).map(({ cell }) => cell);
  if (equal === undefined) return { asserts };
  return { reference: equal.match === undefined ? equal.cell : equal.match.value, asserts };
}

function matchOf(
  cell: string,
): { readonly type: string; readonly not: boolean; readonly value: string } | undefined {
  const match = CELL.exec(cell);
  if (match !== null) return { type: match[2]!, not: match[1] !== undefined, value: match[4] ?? '' };
  // A file of code is a check, not an answer.
  return /^file:\/\//.test(cell) ? { type: 'file', not: false, value: cell } : undefined;
}

/** The `assert` of a test in YAML or JSON. */
export function expectedOf(assert: Json | undefined): Expected {
  const list = Array.isArray(assert) ? (assert as readonly Json[]).filter(isJsonObject) : [];
  const equal = list.find(({ type, value }) => type === 'equals' && value !== undefined);
  const asserts = list.filter((each) => each !== equal).map(assertText);
  return equal === undefined ? { asserts } : { reference: equal.value!, asserts };
}

function assertText({ type, value, assert }: JsonObject): string {
  if (Array.isArray(assert)) return `assert-set: ${JSON.stringify(assert)}`;
  const text = value === undefined ? '' : typeof value === 'string' ? value : JSON.stringify(value);
  return text === '' ? String(type) : `${String(type)}: ${text}`;
}
