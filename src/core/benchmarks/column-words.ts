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
const PRICE = /\b(costs?|price|pricing|usd|spend|fee)\b|[$€£]/;
const TIME = /\b(latency|ttft|seconds?|secs?|minutes|duration|runtime|time|p50|p95|delay|ms)\b/;
const THROUGHPUT = /\b(throughput|tokens? ?(\/|per) ?s(ec(ond)?)?|tps|tok s|speed)\b/;
const IGNORED =
  /\b(tokens?|lens?|lengths?|words|characters|params?|parameters|size|context|window|totals?|counts?|nums?|number|votes?|battles|cases|samples|runs?|shots?|n|seed|year|lazy|commit|versions?|cutoff|epochs?|id|index no|asks)\b/;
const WORSE =
  /\b(hallucinations?|hallucinated|errors?|fail(s|ed|ures?)?|perplexity|ppl|rank(ing)?|loss|toxicity|toxic|wer|cer|mae|rmse|mse|violations?|harmful|attack|jailbreak|misaligned|deception|invalid|malformed|no answer|timeouts?|exhausted|regressions?|bias|refus(al|als|ed))\b/;
const BETTER =
  /\b(acc(uracy)?|scores?|pass(ed)?( at| rate)?|pass@\d+|elo|arena|wins?|winrate|f1|em|exact match|bleu|rouge|meteor|comet|consistency|factual|answer rate|success|solved|resolved?|correct|quality|well formed|average|avg|mean|overall|precision|recall|ndcg|mrr|auc|mcc|rating|intelligence|benchmark|helpfulness|performance|points)\b/;

/** Of a header as it is written, without markup. */
export function headerMeaning(header: string): HeaderMeaning {
  const words = header.replace(/[_]+/g, ' ').toLowerCase();
  const kind: ColumnKind = PRICE.test(words)
    ? 'price'
    : TIME.test(words) || THROUGHPUT.test(words)
      ? 'speed'
      : 'quality';
  if (UP.test(header)) return { role: 'score', kind, direction: 'higher' };
  if (DOWN.test(header)) return { role: 'score', kind, direction: 'lower' };
  if (kind === 'price') return { role: 'score', kind, direction: 'lower' };
  if (THROUGHPUT.test(words)) return { role: 'score', kind, direction: 'higher' };
  if (TIME.test(words)) return { role: 'score', kind, direction: 'lower' };
  if (HIGHER_BENCHMARKS.some((pattern) => pattern.test(words)) && !WORSE.test(words))
    return { role: 'score', kind, direction: 'higher' };
  if (IGNORED.test(words)) return { role: 'ignored' };
  if (WORSE.test(words)) return { role: 'score', kind, direction: 'lower' };
  if (BETTER.test(words) || /(bench|eval|qa)\b/.test(words))
    return { role: 'score', kind, direction: 'higher' };
  return { role: 'unsure' };
}

/** Whether the header names a scale that has no known end: what is 2 points of Elo is no share of anything. */
export function isOpenScale(header: string): boolean {
  return /\b(elo|rank(ing)?|perplexity|ppl|rating|loss)\b/i.test(header.replace(/_/g, ' '));
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
