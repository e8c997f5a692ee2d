/** Which model a public name means: written in many ways, with dates and providers around it. Never a guess between two. */
import type { Candidate } from '../candidate.ts';
import { NOBODY } from './benchmark.ts';
import { PROVIDER_WORDS, providerNamed, providerOf, SERVERS } from './providers.ts';

export interface PlainModel {
  /** `claude-3-5-sonnet`. */
  readonly base: string;
  /** Of the version, `2024-10-22`. */
  readonly date?: string;
}

/** `openai:gpt-4o-2024-08-06`, `OpenAI GPT-4o (2024-08-06)` and `gpt-4o-20240806` are one. */
export function plainModel(name: string): PlainModel {
  const text = withoutProvider(
    withoutServer(name.slice(0, 300).normalize('NFKC').trim().toLowerCase()).replace(
      /:(free|latest)$|-v\d+:\d+$/,
      '',
    ),
  ).replace(/-latest$/, '');
  const dated = /[\s\-_@(]*\(?(20[12]\d)[-./]?(0[1-9]|1[0-2])[-./]?(0[1-9]|[12]\d|3[01])\)?/.exec(text);
  const date = dated === null ? undefined : `${dated[1]}-${dated[2]}-${dated[3]}`;
  const rest =
    dated === null ? text : `${text.slice(0, dated.index)} ${text.slice(dated.index + dated[0].length)}`;
  const base = rest.replace(/[^\p{L}\p{N}+]+/gu, '-').replace(/^-+|-+$/g, '');
  return { base, ...(date === undefined ? {} : { date }) };
}

/** `Llama-3.1-405B@together`; not `gpt-4o@mini`, which is another model. */
function withoutServer(text: string): string {
  const found = /@([a-z][\w-]*)$/.exec(text);
  if (found === null || found[1]!.split(/[-_]/).some((word) => OTHER_WORD.test(word))) return text;
  return text.slice(0, found.index);
}

function withoutProvider(text: string): string {
  let rest = withoutPath(text);
  for (let at = rest.indexOf(':'); at !== -1; at = rest.indexOf(':')) {
    const [before, behind] = [rest.slice(0, at).trim(), rest.slice(at + 1).trim()];
    // A size or version behind a colon belongs to the name: `llama3.1:8b`, and `mistral:7b` too.
    const isPrefix = PROVIDER_WORDS.has(before) || SERVERS.has(before) || before === 'qwen';
    if (!isPrefix || !/^\p{L}/u.test(behind)) break;
    rest = withoutPath(behind);
  }
  const [word = '', ...words] = rest.split(/\s+/);
  const isProviderWord =
    words.length > 0 &&
    PROVIDER_WORDS.has(word) &&
    !['mistral', 'reka', 'minimax', 'deepseek'].includes(word);
  if (isProviderWord && providerNamed(word) !== '') rest = words.join(' ');
  return rest;
}

/** The last part of `meta-llama/Llama-3`, `openrouter/openai/gpt-4o`; `gpt-4o-mini / gpt-4o` is none, nor are two models with a bar between them. */
function withoutPath(text: string): string {
  const parts = text.split('/').filter((part) => part !== '');
  const isPath =
    !/\s\/|\/\s/.test(text) &&
    parts.slice(0, -1).every((part) => !(/\d/.test(part) && providerOf(part) !== undefined));
  return isPath ? (parts.at(-1) ?? text) : text;
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
 * name where one side has no date. Two names that fit a candidate equally well are a doubt, also two rows of the very same name (`gpt-4o` and
 * `gpt-4o #2`), and so is one name that fits two candidates.
 */
export function matchModels(
  models: readonly string[],
  candidates: readonly Pick<Candidate, 'name' | 'target'>[],
  aliases: ReadonlyMap<string, string>,
): Matches {
  const known = new Set(models);
  const unnumbered = (model: string) => {
    const bare = model.replace(/ #\d+$/, '');
    return known.has(bare) ? bare : model;
  };
  const plain = new Map(models.map((model) => [model, plainModel(unnumbered(model))]));
  const matches: ModelMatch[] = [];
  const doubts: Doubt[] = [];
  const isSaid = (candidate: string | undefined): candidate is string =>
    // A candidate that left the config takes its aliases along.
    candidate === NOBODY || candidates.some(({ name }) => name === candidate);
  const said = new Map(
    models.flatMap((model) => {
      const own = aliases.get(plainName(model));
      const candidate = own ?? (aliases.get(plainName(unnumbered(model))) === NOBODY ? NOBODY : undefined);
      return isSaid(candidate) ? [[model, candidate] as const] : [];
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

/** Names that share most of their words: to be asked about, never taken. How many examples a prompt had makes no other model. */
function near(
  names: readonly PlainModel[],
  models: readonly string[],
  plain: ReadonlyMap<string, PlainModel>,
): readonly string[] {
  const scored = models.flatMap((model) => {
    const other = plain.get(model)!;
    const share = Math.max(
      ...names.map((name) => sharedWords(name.base, other.base.replace(/-\d+-shots?$/, ''))),
    );
    return share >= 0.5 ? [{ model, share }] : [];
  });
  return scored
    .sort((a, b) => b.share - a.share)
    .slice(0, 3)
    .map(({ model }) => model);
}

/** Words that make another model of a name, as every digit does. */
const OTHER_WORD =
  /^(mini|nano|micro|tiny|lite|light|small|medium|large|xl|max|ultra|pro|plus|turbo|flash|haiku|sonnet|opus|coder|code|math|vision|vl|codex|fast|air|base|distill)$/;

/** The share of the words of both that both have; 0 where what only one has makes it another model. */
function sharedWords(a: string, b: string): number {
  const [one, other] = [new Set(a.split('-')), new Set(b.split('-'))];
  if ([...one.symmetricDifference(other)].some((word) => /\d/.test(word) || OTHER_WORD.test(word))) return 0;
  return one.intersection(other).size / one.union(other).size;
}
