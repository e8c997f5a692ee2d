/** Where the input of a row may be that no rule finds: what an error suggests to try. */
import { isJsonObject, type Json } from '../core/json.ts';
import { isAnswerName, isInputName } from './fields.ts';
import { pathText } from './path.ts';

interface Candidate {
  readonly path: string;
  readonly score: number;
}

/** Deeper values are hardly what a model was asked. */
const MAX_DEPTH = 6;
/** Of a list the first elements are looked at, of an object the first keys. */
const MAX_ELEMENTS = 2;
const MAX_KEYS = 200;
const SUGGESTIONS = 2;

/** Other names that logs give to what a model was asked, beside those that are taken without asking. */
const NAMES =
  /^(user_?)?(query|instruction|request|content|utterance|ask|task|chat|conversation|dialog(ue)?|turns?|history|body|prompt_?text|q)s?$/i;
/** Names of what says where a row comes from. */
const FACTS =
  /(^|_)(id|uuid|hash|url|uri|time|timestamp|date|at|version|model|status|type|kind|lang|language|locale|name|email|key|token|agent)$/i;

/** The paths of a row's likeliest inputs, the best first; at most two. */
export function likelyInputs(row: Json): readonly string[] {
  const found: Candidate[] = [];
  look(row, [], 0, found);
  const best = found.toSorted((a, b) => b.score - a.score);
  return best
    .filter(({ score }) => score > 0 && score >= best[0]!.score / 2)
    .slice(0, SUGGESTIONS)
    .map(({ path }) => path);
}

function look(value: Json, path: readonly (string | number)[], named: number, found: Candidate[]): void {
  if (path.length > MAX_DEPTH) return;
  const score = Array.isArray(value)
    ? messagesScore(value)
    : typeof value === 'string'
      ? textScore(value)
      : 0;
  if (score > 0) {
    if (path.length > 0) found.push({ path: pathText(path), score: score + named - path.length });
  } else if (Array.isArray(value)) {
    const items = (value as readonly Json[]).slice(0, MAX_ELEMENTS);
    for (const [index, item] of items.entries()) look(item, [...path, index], 0, found);
  } else if (isJsonObject(value)) {
    for (const [key, inner] of Object.entries(value).slice(0, MAX_KEYS)) {
      if (isAnswerName(key)) continue;
      const bonus = isInputName(key) ? 40 : NAMES.test(key) ? 30 : FACTS.test(key) ? -50 : 0;
      look(inner, [...path, key], bonus, found);
    }
  }
}

/** A list of messages is what a model was asked, most likely. */
function messagesScore(list: readonly Json[]): number {
  return list.length > 0 && list.every(isMessage) ? 100 : 0;
}

function isMessage(item: Json): boolean {
  return isJsonObject(item) && typeof item.role === 'string' && 'content' in item;
}

/** Up to 20 for a text of several words; a link, a number or a date is none. */
function textScore(text: string): number {
  const words = text.slice(0, 500).trim().split(/\s+/).length;
  if (text.trim() === '' || /^(https?:|data:|[\d.,:/TZ+ -]+$)/.test(text)) return 0;
  return Math.min(20, words * 2);
}
