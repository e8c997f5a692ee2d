/** Which model a public name means: written in many ways, with dates and providers around it. Never a guess between two. */
import type { Candidate } from '../candidate.ts';
import { PROVIDER_WORDS, providerNamed } from './providers.ts';

export interface PlainModel {
  /** `claude-3-5-sonnet`. */
  readonly base: string;
  /** Of the version, `2024-10-22`. */
  readonly date?: string;
}

/** `openai:gpt-4o-2024-08-06`, `OpenAI GPT-4o (2024-08-06)` and `gpt-4o-20240806` are one. */
export function plainModel(name: string): PlainModel {
  let text = name.slice(0, 300).normalize('NFKC').trim().toLowerCase();
  text = text.replace(/@[a-z][\w-]*$/, ''); // who serves it: `Llama-3.1-405B@together`
  text = withoutProvider(text).replace(/:free$|-v\d+:\d+$|-latest$/, '');
  const dated = /[\s\-_@(]*\(?(20[12]\d)[-./]?(0[1-9]|1[0-2])[-./]?(0[1-9]|[12]\d|3[01])\)?/.exec(text);
  const date = dated === null ? undefined : `${dated[1]}-${dated[2]}-${dated[3]}`;
  const rest =
    dated === null ? text : `${text.slice(0, dated.index)} ${text.slice(dated.index + dated[0].length)}`;
  const base = rest.replace(/[^\p{L}\p{N}+]+/gu, '-').replace(/^-+|-+$/g, '');
  return { base, ...(date === undefined ? {} : { date }) };
}

function withoutProvider(text: string): string {
  const path = text.split(/[/:]/).filter((part) => part !== '');
  // `meta-llama/Llama-3`, `openrouter/openai/gpt-4o`; a version behind a colon stays (`nova-lite-v1:0`).
  const last = path.length > 1 && /^\d+$/.test(path.at(-1)!) ? path.slice(-2).join('-') : path.at(-1);
  let rest = (path.length > 1 ? last! : text).trim();
  const [word = '', ...words] = rest.split(/\s+/);
  const isProviderWord =
    words.length > 0 &&
    PROVIDER_WORDS.has(word) &&
    !['mistral', 'reka', 'minimax', 'deepseek'].includes(word);
  if (isProviderWord && providerNamed(word) !== '') rest = words.join(' ');
  return rest;
}

/** One text per model, as aliases are kept. */
export function plainName(name: string): string {
  const { base, date } = plainModel(name);
  return date === undefined ? base : `${base} ${date}`;
}

export interface ModelMatch {
  readonly candidate: string;
  /** As the table writes it. */
  readonly model: string;
  readonly by: 'alias' | 'name';
}

/** A candidate that several names of a table may mean, or one that is only like it. */
export interface Doubt {
  readonly candidate: string;
  /** Nearest first, three at the most. */
  readonly models: readonly string[];
  readonly why: 'several' | 'alike';
}

export interface Matches {
  readonly matches: readonly ModelMatch[];
  readonly doubts: readonly Doubt[];
}

/**
 * Matches the names of one table to the candidates. What the user said goes first; then the same name with the same date; then the same
 * name where one side has no date. Two names that fit a candidate equally well are a doubt, and so is one name that fits two candidates.
 */
export function matchModels(
  models: readonly string[],
  candidates: readonly Pick<Candidate, 'name' | 'target'>[],
  aliases: ReadonlyMap<string, string>,
): Matches {
  const plain = new Map(models.map((model) => [model, plainModel(model)]));
  const matches: ModelMatch[] = [];
  const doubts: Doubt[] = [];
  const said = new Map(
    models.flatMap((model) => {
      const candidate = aliases.get(plainName(model));
      // A candidate that left the config takes its aliases along.
      return candidates.every(({ name }) => name !== candidate) || candidate === undefined
        ? []
        : [[model, candidate] as const];
    }),
  );
  const found = candidates.map((candidate) => {
    const own = models.filter((model) => said.get(model) === candidate.name);
    if (own.length > 0) return { candidate, models: own, by: 'alias' as const };
    const free = models.filter((model) => !said.has(model));
    return { candidate, models: best(namesOf(candidate), free, plain), by: 'name' as const };
  });
  for (const {
    candidate: { name, target },
    models: fitting,
    by,
  } of found) {
    const rivals = found.filter(
      (other) =>
        by === 'name' &&
        other.candidate.name !== name &&
        other.by === 'name' &&
        other.models.includes(fitting[0] ?? ''),
    );
    if (fitting.length === 1 && rivals.length === 0)
      matches.push({ candidate: name, model: fitting[0]!, by });
    else if (fitting.length > 0)
      doubts.push({ candidate: name, models: fitting.slice(0, 3), why: 'several' });
    else {
      const alike = near(
        namesOf({ name, target }),
        models.filter((model) => !said.has(model)),
        plain,
      );
      if (alike.length > 0) doubts.push({ candidate: name, models: alike, why: 'alike' });
    }
  }
  return { matches, doubts };
}

/** What a candidate is called: by its model first, else by its name. */
function namesOf({ name, target }: Pick<Candidate, 'name' | 'target'>): readonly PlainModel[] {
  return target.kind === 'model' ? [plainModel(target.model), plainModel(name)] : [plainModel(name)];
}

function best(
  names: readonly PlainModel[],
  models: readonly string[],
  plain: ReadonlyMap<string, PlainModel>,
): readonly string[] {
  for (const name of names) {
    const same = models.filter((model) => plain.get(model)!.base === name.base);
    const exact = same.filter((model) => plain.get(model)!.date === name.date);
    if (exact.length > 0) return exact;
    const loose = same.filter((model) => plain.get(model)!.date === undefined || name.date === undefined);
    if (loose.length > 0) return loose;
  }
  return [];
}

/** Names that share most of their words: to be asked about, never taken. */
function near(
  names: readonly PlainModel[],
  models: readonly string[],
  plain: ReadonlyMap<string, PlainModel>,
): readonly string[] {
  const scored = models.flatMap((model) => {
    const other = plain.get(model)!;
    const share = Math.max(...names.map((name) => sharedWords(name.base, other.base)));
    return share >= 0.5 ? [{ model, share }] : [];
  });
  return scored
    .sort((a, b) => b.share - a.share)
    .slice(0, 3)
    .map(({ model }) => model);
}

/** Words that make another model of a name, as every number does. */
const OTHER_MODEL =
  /\d|^(mini|nano|micro|tiny|lite|light|small|medium|large|xl|max|ultra|pro|plus|turbo|flash|haiku|sonnet|opus|coder|code|math|vision|vl|codex|fast|air|base|distill)$/;

/** The share of the words of both that both have; 0 where what only one has makes it another model. */
function sharedWords(a: string, b: string): number {
  const [one, other] = [new Set(a.split('-')), new Set(b.split('-'))];
  if ([...one.symmetricDifference(other)].some((word) => OTHER_MODEL.test(word))) return 0;
  return one.intersection(other).size / one.union(other).size;
}
