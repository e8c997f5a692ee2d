/** What is wrong with a value, as a sentence: zod's own texts are for programmers. */
import type { z } from 'zod';

type Issue = z.core.$ZodIssue;
type Path = readonly (string | number)[];

export interface IssueText {
  /** Where inside the value, down to the part that is wrong. */
  readonly path: Path;
  /** Goes on from the name of the place: `must be a text, not a number`. */
  readonly text: string;
}

/** The first thing that is wrong. Needs `safeParse(value, { reportInput: true })`. */
export function issueText(error: z.ZodError): IssueText {
  return describe(error.issues[0]!);
}

/** `candidates[0].params.topP`; empty for the whole value. */
export function pathText(path: Path): string {
  return path
    .map((part) => (typeof part === 'number' ? `[${part}]` : `.${part}`))
    .join('')
    .replace(/^\./, '');
}

function describe(issue: Issue): IssueText {
  const path = issue.path as Path;
  if (issue.code === 'invalid_union') return describeUnion(issue, path);
  if (issue.input === undefined && (issue.code === 'invalid_type' || issue.code === 'invalid_value')) {
    return { path, text: 'is missing' };
  }
  if (issue.input === null) return { path, text: 'has no value' };
  // A message of the schema's own says more than its kind.
  if (!/^(Invalid|Too) /.test(issue.message)) return { path, text: issue.message };
  const wanted = expected(issue);
  return { path, text: wanted === undefined ? issue.message : `must ${wanted}${found(issue)}` };
}

/** Of the shapes that a value may have, the one that fits best says what is wrong; else all are named. */
function describeUnion(issue: Extract<Issue, { code: 'invalid_union' }>, path: Path): IssueText {
  if (issue.input === undefined) return { path, text: 'is missing' };
  if (issue.input === null) return { path, text: 'has no value' };
  const branches = issue.errors.flatMap((branch) => branch.slice(0, 1));
  const deeper = branches.find((inner) => inner.path.length > 0 || inner.code !== shapeCode(inner));
  if (deeper !== undefined) {
    const inner = describe(deeper);
    return { path: [...path, ...inner.path], text: inner.text };
  }
  const wanted = branches.map((inner) => expected(inner)?.replace(/^be /, '') ?? inner.message);
  return { path, text: `must be ${wanted.join(' or ')}${found(issue)}` };
}

/** The code of an issue that says "this is not the right kind of value at all". */
function shapeCode(issue: Issue): Issue['code'] | undefined {
  return issue.code === 'invalid_type' || issue.code === 'invalid_value' ? issue.code : undefined;
}

/** What stands after "must". */
function expected(issue: Issue): string | undefined {
  switch (issue.code) {
    case 'invalid_type':
      return `be ${KINDS[issue.expected] ?? issue.expected}`;
    case 'invalid_value': {
      const values = issue.values.map((value) => JSON.stringify(value));
      return values.length === 1 ? `be ${values[0]}` : `be one of ${values.join(', ')}`;
    }
    case 'too_small':
      return isNumber(issue.origin)
        ? `be ${issue.inclusive ? 'at least' : 'more than'} ${issue.minimum}`
        : 'not be empty';
    case 'too_big':
      return `be ${issue.inclusive ? 'at most' : 'less than'} ${issue.maximum}`;
    case 'invalid_format':
      if (issue.format === 'url') return 'be an address that starts with http:// or https://';
      return issue.format === 'starts_with' && 'prefix' in issue
        ? `start with ${String(issue.prefix)}`
        : undefined;
    default:
      return undefined;
  }
}

function isNumber(origin: string): boolean {
  return origin === 'number' || origin === 'int' || origin === 'bigint';
}

/** `, not a number`; for a value of the right kind, the value. */
function found({ code, input }: Issue): string {
  if (code === 'too_small' && typeof input !== 'number') return '';
  if (Array.isArray(input)) return ', not a list';
  if (typeof input === 'object') return ', not a group of keys';
  const shown = JSON.stringify(input) ?? String(input);
  return `, not ${shown.length > 60 ? `${shown.slice(0, 60)}...` : shown}`;
}

const KINDS: { readonly [expected: string]: string } = {
  string: 'a text',
  number: 'a number',
  int: 'a whole number',
  boolean: 'true or false',
  array: 'a list',
  object: 'a group of keys',
  record: 'a group of keys',
};
