/** What a header says of its column: which numbers are better, and whether it is about quality, price or time. */
import type { ColumnKind, Direction } from './benchmark.ts';
import { HIGHER_BENCHMARKS } from './known-benchmarks.ts';

export type HeaderMeaning =
  | { readonly role: 'score'; readonly kind: ColumnKind; readonly direction: Direction }
  /** A number, but neither more nor less of it is better: tokens, votes, sizes. */
  | { readonly role: 'ignored' }
  | { readonly role: 'unsure' };

const UP = /↑|higher (is )?better|\bhigher$/i;
const DOWN = /↓|lower (is )?better|\blower$/i;
const PRICE = /\b(costs?|price|pricing|usd|spend|fee)\b/;
const CURRENCY = /[$€£]/;
const TIME = /\b(latency|ttft|seconds?|secs?|minutes|duration|runtime|time|p50|p95|delay|ms)\b/;
const THROUGHPUT = /\b(throughput|tokens? ?(\/|per) ?s(ec(ond)?)?|tps|tok s|speed)\b/;
const IGNORED =
  /\b(tokens?|lens?|lengths?|words|characters|params?|parameters|size|context|window|totals?|counts?|nums?|number|votes?|battles|cases|samples|runs?|shots?|n|seed|year|lazy|commit|versions?|cutoff|epochs?|id|index no|asks)\b/;
const WORSE =
  /\b(hallucinations?|hallucinated|errors?|fail(s|ed|ures?)?|perplexity|ppl|rank(ing)?|loss|toxicity|toxic|wer|cer|mae|rmse|mse|violations?|harmful|attack|jailbreaks?|misaligned|deception|invalid|malformed|no answer|timeouts?|exhausted|regressions?|bias|refus(al|als|ed))\b/;
const BETTER =
  /\b(acc(uracy)?|scores?|pass(ed)?( at| rate)?|pass@\d+|elo|arena|wins?|winrate|f1|em|exact match|bleu|rouge|meteor|comet|consistency|factual|success|solved|resolved?|correct|quality|well formed|precision|recall|ndcg|mrr|auc|mcc|rating|intelligence|helpfulness)\b/;
/** Better when higher where nothing else is said: an average is one of whatever stands beside it, and so is what a benchmark measures. */
const BETTER_ALONE =
  /\b(average|avg|mean|overall|answer rate|benchmark|performance|points)\b|(bench|eval|qa)\b/;
/** Turns round what stands beside it, or makes something else of it: of less error there is more resistance. */
const TURNS =
  /\b(resist\w*|avoid\w*|detect\w*|free|non|anti|robust\w*|prevent\w*|horizons?|adjusted|efficien\w*|reduc\w*|sav(ed|ings?)|mitigat\w*|defen[cs]e|block(ed|ing)?|caught|aware(ness)?|per (dollar|usd|cost|price))\b|\bper [$€£]/;
/** Of attacks a refusal is a good one. */
const TURNED_DOWN = /\b(refus\w*|fail\w*)\b/;
const BAD_REQUEST = /\b(harmful|attack|jailbreaks?|toxic|injections?)\b/;
/** What is counted at the end of a header, with a benchmark or so before it: `arena rank`, `SWE-bench cost ($)`. */
const ENDS_LOWER = /\b(rank(ing)?|costs?|price|latency|duration|runtime)\s*(\([^()]*\)\s*)?$/;
const WITH_PREPOSITION = /\b(at|by|under|for|within|in|per|vs|of|and)\b|[-/+]/;

/** Of a header as it is written, without markup. Words of both directions, or one that turns the others round, leave it unsure. */
export function headerMeaning(header: string): HeaderMeaning {
  const words = header
    .replace(/[_]+/g, ' ')
    .toLowerCase()
    // A price or time per whatever is one.
    .replace(/\b(costs?|price|secs?|seconds?|minutes|time|latency) (per|to|for)\b.*$/, '$1')
    // The success of an attack.
    .replace(/\b(attack|jailbreak|injection) success( rate)?\b/, 'attack');
  const isPrice = PRICE.test(words) || CURRENCY.test(words);
  const kind: ColumnKind = isPrice
    ? 'price'
    : TIME.test(words) || THROUGHPUT.test(words)
      ? 'speed'
      : 'quality';
  if (UP.test(header)) return { role: 'score', kind, direction: 'higher' };
  if (DOWN.test(header)) return { role: 'score', kind, direction: 'lower' };
  const isKnown = HIGHER_BENCHMARKS.some((pattern) => pattern.test(words));
  const isThroughput = !isPrice && THROUGHPUT.test(words);
  const isLower = isPrice || (!isThroughput && TIME.test(words)) || WORSE.test(words);
  if (isLower && !endsLower(words)) {
    const isTurned = TURNS.test(words) || (TURNED_DOWN.test(words) && BAD_REQUEST.test(words));
    // `Vending-Bench ($)` may be what was earned.
    const mayEarn = isKnown && !PRICE.test(words) && CURRENCY.test(words);
    if (isTurned || BETTER.test(words) || mayEarn) return { role: 'unsure' };
  }
  if (isPrice) return { role: 'score', kind, direction: 'lower' };
  if (isThroughput) return { role: 'score', kind, direction: 'higher' };
  if (TIME.test(words)) return { role: 'score', kind, direction: 'lower' };
  if (isKnown && !isLower) return { role: 'score', kind, direction: 'higher' };
  if (IGNORED.test(words)) return { role: 'ignored' };
  if (isLower) return { role: 'score', kind, direction: 'lower' };
  if (TURNS.test(words)) return { role: 'unsure' };
  if (BETTER.test(words) || BETTER_ALONE.test(words)) return { role: 'score', kind, direction: 'higher' };
  return { role: 'unsure' };
}

function endsLower(words: string): boolean {
  const end = ENDS_LOWER.exec(words);
  return (
    end !== null &&
    !TURNS.test(words) &&
    !WITH_PREPOSITION.test(words.slice(0, end.index).replace(/[a-z\d]+-bench/g, ''))
  );
}

/** Whether the header, or the metric behind it, names a scale that has no known end: what is 2 points of Elo is no share of anything. */
export function isOpenScale(header: string): boolean {
  return /\b(elo|rank(ing)?|perplexity|ppl|bits per (byte|char(acter)?|token|word)|bpb|bpc|nats|nll|log ?likelihood|rating|loss|mae|r?mse)\b/i.test(
    header.replace(/_/g, ' '),
  );
}

/** What a column of dates is called. */
export const DATE_HEADER = /\b(date|released?|release date|announced|updated)\b/i;
/** What the column of models is called. */
export const MODEL_HEADER = /^(models?|model[\s_]?name|llms?|systems?|names?|engines?|agents?)\b/i;
/** What the column of benchmarks is called, where models are columns. */
export const BENCHMARK_HEADER =
  /^(benchmarks?|evals?|evaluations?|tasks?|metrics?|datasets?|tests?|categor(y|ies)|capabilit(y|ies))\b/i;
/** A column of intervals for the score before it. */
export const INTERVAL_HEADER =
  /^(.*\s)?(95 ?% ?)?(ci|c\.i\.|confidence interval|interval|±|\+\/-)( ?95 ?%?)?$/i;
export const STDERR_HEADER = /\b(std ?err(or)?|standard error|s\.?e\.?m?)$/i;
export const LOW_HEADER = /(q0?25|\b(lower|low|lo|ci low|2\.5 ?%?))$/i;
export const HIGH_HEADER = /(q0?975|\b(upper|high|hi|ci high|97\.5 ?%?))$/i;
