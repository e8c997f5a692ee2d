/** Draws production answers of one model at random, from files, in one pass. */
import type { Context } from '../../core/context.ts';
import { FieldtestError } from '../../core/errors.ts';
import type { Example } from '../../core/example.ts';
import { exampleId, textId } from '../../core/identity.ts';
import type { Output } from '../../core/output.ts';
import type { ProductionRecord } from '../../core/record.ts';
import { keyedHash } from '../../core/review/seeded-order.ts';
import { type PoolReading, readRecords } from '../read-pool.ts';
import type { Shipped } from './shipped.ts';

export interface DrawInput extends PoolReading {
  readonly count: number;
  /** Take answers whoever gave them. */
  readonly anyModel: boolean;
}

export interface Drawn {
  readonly examples: readonly Example[];
  readonly outputs: readonly Output[];
  /** Records read, those with an answer, and of these the ones of the model. */
  readonly records: number;
  readonly answered: number;
  readonly ofModel: number;
}

/**
 * The records with the lowest keyed hashes, so that every record with an answer has the same chance; inputs of the set, and those that were
 * drawn before, are left out. Throws FieldtestError('input') where no answer of the model is found.
 */
export async function drawProduction(context: Context, shipped: Shipped, input: DrawInput): Promise<Drawn> {
  const { store, config, clock } = context;
  const known = new Set((await store.examples()).map(({ id }) => id));
  for (const { example } of await store.outputs({ candidates: [shipped.production.id] })) known.add(example);
  const model = input.anyModel ? undefined : shipped.facts.model;
  const others = new Map<string, number>();
  let kept: { readonly hash: string; readonly id: string; readonly record: ProductionRecord }[] = [];
  let records = 0;
  let answered = 0;
  let ofModel = 0;
  const keep = (record: ProductionRecord) => {
    const place = records++;
    if (record.answer === undefined) return;
    answered++;
    if (model !== undefined && record.model !== undefined && !isModel(record.model, model)) {
      others.set(record.model, (others.get(record.model) ?? 0) + 1);
      return;
    }
    ofModel++;
    const id = exampleId(record.input);
    if (known.has(id)) return;
    kept.push({ hash: keyedHash(String(config.examples.seed), `verify ${id} ${place}`), id, record });
    if (kept.length > 4 * input.count + 100) kept = lowest(kept, input.count);
  };
  await readRecords(context, input, { before: [], keep });
  const drawn = lowest(kept, input.count);
  if (drawn.length === 0) throw nothing({ answered, model, others });
  const at = clock.now();
  return {
    examples: drawn.map(({ id, record }) => ({
      id,
      input: record.input,
      slices: ['production'],
      split: 'dev',
    })),
    outputs: drawn.map(({ id, record }) => outputOf(id, record, { candidate: shipped.production.id, at })),
    records,
    answered,
    ofModel,
  };
}

function lowest<T extends { readonly hash: string; readonly id: string }>(
  list: readonly T[],
  count: number,
): T[] {
  const sorted = [...list].sort((a, b) => (a.hash < b.hash ? -1 : 1));
  const seen = new Set<string>();
  return sorted
    .filter(({ id }) => {
      if (seen.has(id)) return false;
      seen.add(id);
      return true;
    })
    .slice(0, count);
}

/** `gpt-5-mini-2026-08-07` is `openai:gpt-5-mini`: one name begins with the other. */
function isModel(said: string, model: string): boolean {
  const bare = (name: string) => name.toLowerCase().replace(/^.*[:/]/, '');
  const [one, other] = [bare(said), bare(model)];
  return one.startsWith(other) || other.startsWith(one);
}

function nothing(of: {
  readonly answered: number;
  readonly model: string | undefined;
  readonly others: ReadonlyMap<string, number>;
}): FieldtestError {
  const { answered, model, others } = of;
  if (answered === 0)
    return new FieldtestError(
      'input',
      'no record says what production answered',
      'Name files whose records have the answer: chats, traces, exports of other tools.',
    );
  if (others.size > 0)
    return new FieldtestError(
      'input',
      `no answer is of ${model}: they are of ${[...others.keys()].slice(0, 5).join(', ')}`,
      'Name the files since the switch, or take all answers: --any-model',
    );
  return new FieldtestError(
    'input',
    'every answer of these files is to an input of the set, or was drawn before',
    'Name files with newer records.',
  );
}

function outputOf(
  example: string,
  { answer = '', usage, model, at: made }: ProductionRecord,
  { candidate, at }: { readonly candidate: string; readonly at: string },
): Output {
  return {
    candidate,
    example,
    trial: 1,
    status: answer.trim() === '' ? 'empty' : 'ok',
    text: answer,
    textId: textId(answer),
    ...(usage === undefined ? {} : { usage }),
    ...(model === undefined ? {} : { responseModel: model }),
    at: made ?? at,
    attempts: [],
  };
}
