/** Names of models inside an output would tell the rater whose it is: they are masked, one key away. */
import type { Candidate } from '../candidate.ts';

/** What stands in the place of a name. */
export const MASK = '[model name]';

/** Families and vendors as models name themselves; matched only where the text speaks of its own author. */
const KNOWN =
  'chat ?gpt|gpt-?\\d[\\w.]*|o\\d(?:-mini|-pro)?|open ?ai|claude|anthropic|gemini|gemma|bard|palm|google(?: deepmind| ai)?|deepmind|' +
  'llama|meta(?: ai)?|mistral(?: ai)?|mixtral|magistral|qwen|qwq|tongyi|alibaba(?: cloud)?|deepseek|grok|xai|command r|cohere|' +
  'phi-\\d|copilot|microsoft|nova|amazon|titan|kimi|moonshot(?: ai)?|glm|zhipu|ernie|baidu|yi|minimax|jamba|granite|ibm|' +
  'nemotron|nvidia|falcon|vicuna|alpaca|koala|dolly|smollm|hugging ?face|olmo|ai2|reka|perplexity|sonar|step|hunyuan|tencent|doubao';
/** Version words that follow a name: "Claude 3.5 Sonnet", "GPT-4o mini". */
const VERSION =
  '(?:[ -]?(?:v?\\d[\\w.]*|[\\w.]*\\d[\\w.]*|sonnet|opus|haiku|pro|flash|ultra|nano|mini|large|medium|small|turbo|instruct|chat|lite))*';
const LEADS =
  "as|i am|i'm|i’m|this is|my name is|call me|i was (?:made|created|developed|trained|built) by|(?:made|created|developed|trained|built|provided) by|" +
  'model (?:called|named)|assistant (?:called|named)|ich bin|je suis|soy|sono';
const SELF = new RegExp(
  `\\b((?:${LEADS})\\b(?:,? (?:an?|the|ai|language|large|model|assistant|virtual|chatbot|called|named|made|created|developed|trained|built|by|from|of|is))*,? )(?:${KNOWN})\\b${VERSION}`,
  'giu',
);

export interface MaskedText {
  readonly text: string;
  /** Whether anything was masked. */
  readonly masked: boolean;
}

/** Masks where a text names its own author, and every mention of one of the candidates' models or telling names. */
export function maskNames(text: string, candidates: readonly Candidate[]): MaskedText {
  let result = text.replace(SELF, (_whole, lead: string) => `${lead}${MASK}`);
  for (const name of tellingNames(candidates)) result = result.replace(name, MASK);
  return { text: result, masked: result !== text };
}

/** Masks candidates' names in texts that the user wrote about the task, whatever words they are. */
export function maskOwnNames(text: string, candidates: readonly Candidate[]): string {
  const names = candidates.flatMap(({ name, target }) =>
    target.kind === 'model' ? [name, target.model] : [name],
  );
  return longestFirst(names).reduce((masked, name) => masked.replace(asWord(name), MASK), text);
}

/** Model ids, and names that look like one; a candidate called "short" must not blank the word in every output. */
function tellingNames(candidates: readonly Candidate[]): readonly RegExp[] {
  const known = new RegExp(`^(?:${KNOWN})`, 'iu');
  const names = candidates.flatMap(({ name, target }) => [
    ...(target.kind === 'model' ? [target.model] : []),
    ...(name.length >= 4 && (/\d|[-_:/]/.test(name) || known.test(name)) ? [name] : []),
  ]);
  return longestFirst(names).map(asWord);
}

function longestFirst(names: readonly string[]): readonly string[] {
  return [...new Set(names)].filter((name) => name.length > 1).sort((a, b) => b.length - a.length);
}

function asWord(name: string): RegExp {
  return new RegExp(`(?<![\\p{L}\\p{N}])${RegExp.escape(name)}(?![\\p{L}\\p{N}])`, 'giu');
}
