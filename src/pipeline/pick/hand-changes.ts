/** What is changed in a set by hand: found, checked, and laid over what was changed before. */
import { FieldtestError } from '../../core/errors.ts';
import { type Example, exampleLabel } from '../../core/example.ts';
import type { PickChange, PickedHow } from '../../core/pick.ts';
import type { Redactor } from '../../core/redaction.ts';
import type { HandChanges, PickedStratum } from '../../sampling/pick.ts';
import type { ViewedPool } from '../../sampling/view.ts';
import { exampleFinder, prefixFinder } from '../lookup.ts';

export interface ChangeInput {
  /** Names or ids: out of the set. */
  readonly drop?: readonly string[];
  /** Out of the set, and the next of their kind in their place. */
  readonly swap?: readonly string[];
  /** Ids of the pool: into the set, without a draw. */
  readonly add?: readonly string[];
  /** As if they had never been changed by hand. */
  readonly restore?: readonly string[];
  /** Kept beside what is changed by hand. */
  readonly reason?: string;
}

export type ByHand = Exclude<PickChange, { readonly action: 'draw' }>;

/** A change of the set, as it is told. */
export interface ToldChange {
  readonly action: string;
  readonly label: string;
  readonly reason?: string;
}

export function isByHand(change: PickChange): change is ByHand {
  return change.action !== 'draw';
}

/** Of each example the last change, as it is told. */
export function toldChanges(
  changes: readonly ByHand[],
  { view, set }: { readonly view: ViewedPool; readonly set: readonly Example[] },
): readonly ToldChange[] {
  const names = new Map([
    ...view.entries.map(({ id, record }) => [id, record.name ?? id] as const),
    ...set.map((example) => [example.id, exampleLabel(example)] as const),
  ]);
  const last = new Map(changes.map((change) => [change.example, change]));
  return [...last.values()]
    .filter(({ action }) => action !== 'restore')
    .map(({ action, example, reason }) => ({
      action,
      label: names.get(example) ?? example,
      ...(reason === undefined ? {} : { reason }),
    }));
}

/** Kinds whose last example is dropped now, and of which the pool has others. */
export function baredBy(
  changes: readonly ByHand[],
  of: {
    readonly set: readonly Example[];
    readonly how: readonly PickedHow[];
    readonly strata: readonly PickedStratum[];
  },
): readonly { readonly label: string; readonly stratum: string }[] {
  const dropped = new Set(changes.filter(({ action }) => action === 'drop').map(({ example }) => example));
  const stratumOf = new Map(of.how.map(({ example, stratum }) => [example, stratum]));
  return of.strata.flatMap(({ stratum, picked, distinct }) => {
    const [last, ...more] = of.set.filter(({ id }) => dropped.has(id) && stratumOf.get(id) === stratum);
    const isBare = last !== undefined && picked === 0 && distinct > 1 + more.length;
    return isBare ? [{ label: exampleLabel(last), stratum }] : [];
  });
}

/** What was changed by hand, and which examples a refresh took in, also those that have been dropped since. */
export interface AllChanges extends HandChanges {
  readonly taken: ReadonlySet<string>;
}

/** Of each example the last change counts. */
export function handChanges(changes: readonly ByHand[]): AllChanges {
  const last = new Map(changes.map(({ example, action }) => [example, action]));
  const of = (wanted: ByHand['action']) =>
    new Set([...last].filter(([, action]) => action === wanted).map(([example]) => example));
  const taken = new Set(changes.filter(({ action }) => action === 'take').map(({ example }) => example));
  return { dropped: of('drop'), swapped: of('swap'), added: of('add'), taken };
}

/** Finds what is to be changed. Throws for what is not there, or may not be touched. */
export function changesOf(
  input: ChangeInput,
  {
    set,
    past,
    synthetic,
    view,
    redactor,
    at,
  }: {
    readonly set: readonly Example[];
    /** Those that left it; a pool need not hold them any more. */
    readonly past: readonly Example[];
    /** Also those that left the set. */
    readonly synthetic: ReadonlyMap<string, Example>;
    readonly view: ViewedPool;
    readonly redactor: Redactor;
    readonly at: string;
  },
): readonly ByHand[] {
  const inSet = exampleFinder(set, redactor);
  const inPast = exampleFinder(past, redactor);
  const named = Map.groupBy(view.entries, ({ record }) => record.name);
  const ids = new Set(view.entries.map(({ id }) => id));
  const inPool = (reference: string): string | undefined => {
    const all = named.get(reference) ?? [];
    if (all.length > 1) {
      const some = all.slice(0, 3).map(({ id }) => id.slice(0, 12));
      throw new FieldtestError(
        'usage',
        `${all.length} records of the pool have the id ${reference}`,
        `Name one by its hash: ${some.join(', ')}${all.length > some.length ? ' ...' : ''}`,
      );
    }
    return all[0]?.id ?? (ids.has(reference) ? reference : undefined);
  };
  const byPrefix = prefixFinder(view.entries.map(({ id }) => id));
  const idOf = (action: ByHand['action'], reference: string): string => {
    const example = inSet(reference);
    if (example?.split === 'holdout') {
      throw new FieldtestError(
        'usage',
        `--${action} ${reference}: that example is held out`,
        'What is held out stays as it was drawn: choosing among it would spoil it.',
      );
    }
    if ((action === 'drop' || action === 'swap') && example === undefined) {
      throw new FieldtestError(
        'not-found',
        `--${action} ${reference}: the set has no such example`,
        'Their names and ids: fieldtest examples export',
      );
    }
    if (action === 'swap' && synthetic.has(example!.id)) {
      throw new FieldtestError(
        'usage',
        `--swap ${reference}: that example is synthetic, and no other stands in line for its place`,
        `Take it out with: fieldtest pick --drop ${reference}`,
      );
    }
    const id =
      example?.id ??
      inPool(reference) ??
      inPool(redactor.text(reference)) ??
      byPrefix(reference) ??
      (action === 'restore' ? inPast(reference)?.id : undefined);
    if (id === undefined) {
      throw new FieldtestError(
        'not-found',
        `--${action} ${reference}: the pool has no such record`,
        'It takes the name or the id of a record that the pool kept: fieldtest pick --explain names some.',
      );
    }
    if (action === 'add' && example !== undefined) {
      throw new FieldtestError(
        'usage',
        `--add ${reference}: ${exampleLabel(example)} is in the set already`,
        'Nothing was changed.',
      );
    }
    return id;
  };
  const reason = input.reason === undefined ? {} : { reason: input.reason };
  return (['drop', 'swap', 'add', 'restore'] as const).flatMap((action) =>
    (input[action] ?? []).map((reference) => ({ action, at, example: idOf(action, reference), ...reason })),
  );
}
