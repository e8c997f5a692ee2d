/**
 * What release posts usually report, by kind of post, as of January 2026. Put together by hand from what posts of late
 * 2025 and the comparisons of them that were on the web showed (those of GPT-5.1 and 5.2, Gemini 3 Pro, Claude Opus 4.5, and of models
 * with open weights); it is a judgement, and short. A table is held against the kind that it has most of.
 */
export const USUAL_AS_OF = '2026-01';
/** A table of before this day, a year and more earlier, is not held against it: posts reported others then. */
export const USUAL_SINCE = '2025-01-01';

export interface UsualKind {
  /** `release posts of frontier models`. */
  readonly kind: string;
  readonly benchmarks: readonly { readonly name: string; readonly pattern: RegExp }[];
}

const GPQA = { name: 'GPQA Diamond', pattern: /\bgpqa/i };
const HLE = { name: "Humanity's Last Exam", pattern: /\bhle\b|humanity.?s last exam/i };
const AIME = { name: 'AIME 2025', pattern: /\baime/i };
const SWE = { name: 'SWE-bench Verified', pattern: /swe.?bench(?!.?(pro|multi))/i };
const TERMINAL = { name: 'Terminal-Bench', pattern: /terminal.?bench/i };
const TAU = { name: 'τ²-bench', pattern: /(\btau|τ)\s?[²2^]*.?bench/i };
const LIVECODE = { name: 'LiveCodeBench', pattern: /live.?code.?bench/i };
const MMLU_PRO = { name: 'MMLU-Pro', pattern: /mmlu.?pro/i };

export const USUAL: readonly UsualKind[] = [
  {
    kind: 'release posts of frontier models',
    benchmarks: [
      GPQA,
      HLE,
      AIME,
      SWE,
      TERMINAL,
      TAU,
      { name: 'MMMU', pattern: /\bmmmu(?!.?lu)/i },
      { name: 'MMMLU', pattern: /\bmmmlu/i },
      { name: 'ARC-AGI-2', pattern: /arc.?agi/i },
      { name: 'BrowseComp', pattern: /browse.?comp/i },
      { name: 'OSWorld', pattern: /os.?world/i },
    ],
  },
  {
    kind: 'release posts of models with open weights',
    benchmarks: [
      MMLU_PRO,
      GPQA,
      AIME,
      LIVECODE,
      SWE,
      { name: 'IFEval', pattern: /\bif.?(eval|bench)/i },
      { name: 'BFCL', pattern: /\bbfcl/i },
      TAU,
      HLE,
    ],
  },
  {
    kind: 'cards of base models',
    benchmarks: [
      { name: 'MMLU', pattern: /\bmmlu(?!.?pro)/i },
      MMLU_PRO,
      { name: 'GSM8K', pattern: /gsm.?8k|\bgsm\b/i },
      { name: 'MATH', pattern: /\bmath(?!vista)/i },
      { name: 'HumanEval', pattern: /human.?eval/i },
      { name: 'MBPP', pattern: /\bmbpp/i },
      { name: 'BBH', pattern: /\bbbh\b|big.?bench/i },
      { name: 'ARC-C', pattern: /\barc.?(c\b|challenge)/i },
      { name: 'HellaSwag', pattern: /hella.?swag/i },
    ],
  },
];

/** Names of benchmarks whose figures are better the higher they are, whatever else the header says. */
export const HIGHER_BENCHMARKS: readonly RegExp[] = [
  ...USUAL.flatMap(({ benchmarks }) => benchmarks.map(({ pattern }) => pattern)),
  /\b(c.?eval|cmmlu|agieval|drop|squad|triviaqa|winogrande|piqa|boolq|openbookqa|truthfulqa|hmmt|usamo|imo|frontiermath|gdpval|multipl.?e|crux(eval)?|zebra.?logic|math.?500|mathvista|docvqa|chartqa|simpleqa|mrcr|video.?mmmu|screenspot|codeforces|aider|polyglot|ruler|needle|infinitebench|musr|race|nq|naturalquestions|c3|scicode|toolathlon|mcp.?atlas|vending|finance agent|cybergym|global piqa|facts|helm|mt.?bench|alpaca.?eval|arena.?hard|wild.?bench|lambada|copa|sciq|mgsm|swag|logiqa)\b/i,
];
