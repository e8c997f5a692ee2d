/** Whose outputs a file of another tool holds: its names for candidates, brought to those of the config. */
import type { Candidate } from '../core/candidate.ts';
import { FieldtestError } from '../core/errors.ts';
import { isJsonObject, type Json } from '../core/json.ts';

/**
 * Gives a row the candidate's name in the config. `given` is what the user said: a name for all rows, or `theirs=ours`.
 * Without it a name stays, or is that of the one candidate with the model that it names (`openai/gpt-5`, `openai:gpt-5`, or `gpt-5` alone).
 * Throws a usage error for two names for all.
 */
export function candidateNamer(
  candidates: readonly Candidate[],
  given: readonly string[] = [],
): (row: Json) => Json {
  const names = new Set(candidates.map(({ name }) => name));
  const pairs = new Map<string, string>();
  const alone: string[] = [];
  for (const text of given) {
    // A name may hold an equals sign itself.
    const at = names.has(text) ? -1 : text.lastIndexOf('=');
    if (at === -1) alone.push(text);
    else pairs.set(text.slice(0, at), text.slice(at + 1));
  }
  if (alone.length > 1) {
    throw new FieldtestError(
      'usage',
      `--candidate names two for all rows: ${alone.join(' and ')}`,
      'Say which of the names in the file is which: --candidate "theirs=ours"',
    );
  }
  const byModel = Map.groupBy(candidates, modelOf);
  const byBareModel = Map.groupBy(candidates, ({ target }) =>
    target.kind === 'model' ? target.model : undefined,
  );
  let only: string | undefined;
  return (row) => {
    if (!isJsonObject(row)) return row;
    const { candidate } = row;
    if (typeof candidate !== 'string') return alone.length === 0 ? row : { ...row, candidate: alone[0]! };
    const paired = pairs.get(candidate);
    if (paired !== undefined) return { ...row, candidate: paired };
    if (alone.length > 0) {
      only ??= candidate;
      if (candidate === only) return { ...row, candidate: alone[0]! };
      throw new FieldtestError(
        'usage',
        `the file holds outputs of several candidates, "${only}" and "${candidate}" among them`,
        `Nothing was imported. Say which is which: --candidate "${only}=${alone[0]}"`,
      );
    }
    if (names.has(candidate)) return row;
    const ofModel = byModel.get(modelText(candidate)) ?? byBareModel.get(candidate) ?? [];
    return ofModel.length === 1 ? { ...row, candidate: ofModel[0]!.name } : row;
  };
}

function modelOf({ target }: Candidate): string | undefined {
  return target.kind === 'model' ? modelText(`${target.provider}:${target.model}`) : undefined;
}

/** `openai/gpt-5` and `openai:gpt-5` are one; other tools put the API between: `openai:chat:gpt-5`. */
function modelText(name: string): string {
  return name.replace(/^([\w-]+)[/:](?:(?:chat|responses|messages|completion):)?/, '$1:');
}
