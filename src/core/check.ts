/** Check: an automatic test of outputs, and what it says of one. Never the expert's rating. */
import type { CheckEntry, CheckKind } from './check-schema.ts';
import type { Example } from './example.ts';
import { hashJson, textId } from './identity.ts';
import { type Json, sortedJson } from './json.ts';

export interface Check {
  /** 64 hex digits: the hash of what it asks and of the bytes that it stands on, so that only a change checks anew. */
  readonly id: string;
  readonly name: string;
  readonly kind: CheckKind;
  /** True when a candidate that passes on less than `atLeast` is out. */
  readonly gate: boolean;
  /** The share of examples that must pass, of a gate at most 1. */
  readonly atLeast?: number;
  /** The keys of the config, as checked. */
  readonly spec: CheckEntry;
  /** Of `jsonSchema`: the schema itself. */
  readonly schema?: Json;
  /** Of `run`: the absolute path of the module. */
  readonly path?: string;
  /** True when it runs code of the user's, or stands on a file outside of the folder: its scores are stored. */
  readonly kept: boolean;
  /** Why it cannot be used now, and what to do. */
  readonly problem?: { readonly message: string; readonly hint: string };
}

/** How the fields of an output did, by path: `items[].price`. */
export interface FieldCounts {
  readonly [path: string]: {
    /** Fields that the reference has. */
    readonly wanted: number;
    /** Fields that the output has. */
    readonly given: number;
    /** Those of them that are the same. */
    readonly right: number;
  };
}

/** What more than yes or no a check knows of an output. */
export type CheckDetail =
  | { readonly kind: 'fields'; readonly fields: FieldCounts }
  /** `given` is null when the output is none of the labels. */
  | { readonly kind: 'label'; readonly wanted: string; readonly given: string | null };

/** What a check says of an output. */
export type CheckResult =
  | {
      readonly kind: 'pass' | 'fail';
      /** One line: `line 3: required property total is missing`. */
      readonly reason?: string;
      readonly detail?: CheckDetail;
    }
  /** The example has nothing to compare with. */
  | { readonly kind: 'no-reference' }
  /** The check itself did not work, which says nothing of the output. */
  | { readonly kind: 'broken'; readonly reason: string };

/** What decides the id of a check. */
export interface CheckFacts {
  readonly kind: CheckKind;
  readonly spec: CheckEntry;
  readonly schema?: Json;
  /** SHA-256 over the bytes of the code. */
  readonly fileHash?: string;
}

export function checkId({ kind, spec, schema, fileHash }: CheckFacts): string {
  const { name: _name, gate: _gate, atLeast: _atLeast, jsonSchema: _schema, run: _run, ...asked } = spec;
  return hashJson({ kind, asked: asked as Json, schema: schema ?? null, bytes: fileHash ?? null });
}

/** The hash of an example's reference, '' without one: a score stands for the reference that it was given. */
export function referenceId({ reference }: Pick<Example, 'reference'>): string {
  return reference === undefined ? '' : textId(sortedJson(reference));
}

/** Precision and recall of a field, of one candidate; shares are null where nothing was wanted or given. */
export interface FieldFigures {
  readonly candidate: string;
  /** Fields that the references have, that the outputs have, and that are the same. */
  readonly wanted: number;
  readonly given: number;
  readonly right: number;
  /** Of what was given, the share that is right. */
  readonly precision: number | null;
  /** Where an output has one such field at the most; several of one output are not independent. */
  readonly precisionInterval?: readonly [number, number];
  /** Of what was wanted, the share that is right. */
  readonly recall: number | null;
  readonly recallInterval?: readonly [number, number];
}

/** What was taken for what. */
export interface Confusions {
  /** Those that are wanted, the most frequent first, then what else was given. */
  readonly labels: readonly string[];
  readonly candidates: readonly {
    readonly candidate: string;
    /** A row for each label that is wanted, a column for each that is given; the last one is "none of them". */
    readonly matrix: readonly (readonly number[])[];
  }[];
}

/** What more than a rate a check knows of all outputs together. */
export interface CheckDetails {
  /** By path, those that are most often wanted first; the whole is '' and comes first. */
  readonly fields?: readonly { readonly path: string; readonly candidates: readonly FieldFigures[] }[];
  readonly labels?: Confusions;
}
