/** `fieldtest forget`: what is stored of an example or record goes, and does not come back. */
import type { Command } from 'commander';
import { FieldtestError } from '../../core/errors.ts';
import type { ForgottenRows } from '../../core/forget.ts';
import { visibleLine } from '../../core/visible.ts';
import type { ForgetResult } from '../../pipeline/forget.ts';
import { count, withProject } from '../app.ts';

interface Options {
  readonly text?: string;
  readonly yes?: boolean;
  readonly clean?: boolean;
  readonly removeCopies?: boolean;
  readonly allowAgain?: boolean;
}

export function addForget(program: Command): void {
  program
    .command('forget')
    .argument('[ids...]', 'names or ids of examples and records')
    .description(
      'delete all that is stored of examples and records, and keep imports from bringing them back',
    )
    .option('--text <text>', 'every example and record of which anything says this')
    .option('--yes', 'do not ask')
    .option('--remove-copies', 'also delete damaged databases and other copies that lie beside the database')
    .option('--clean', 'end a cleaning of files that could not be ended before')
    .option('--allow-again', 'let imports bring these again')
    .action(async (ids: string[], options: Options, command: Command) => {
      const { text, clean = false, allowAgain: again = false, removeCopies = false } = options;
      refuseMixed(ids, options);
      await withProject(command, async (project, terminal) => {
        const { allowAgain, cleanUp, findForgettable, forget } = await import('../../pipeline/forget.ts');
        if (again) {
          await allowAgain(project, ids);
          const result = { allowedAgain: ids.length };
          return terminal.result(
            result,
            `${count(ids.length, 'name or id', 'names or ids')} may come in again.`,
          );
        }
        if (clean) {
          const result = await cleanUp(project, { removeCopies });
          return terminal.result(result, resultText(result));
        }
        const found = await findForgettable(project, { ids, ...(text === undefined ? {} : { text }) });
        if (!options.yes) {
          if (terminal.ask === undefined)
            throw new FieldtestError(
              'usage',
              'forget asks before it deletes, and there is no terminal to ask in',
              'Nothing was changed. Say that it is right with --yes.',
            );
          const which = found.count === 1 ? found.start : `${found.start} and ${found.count - 1} more`;
          const question = `Forget ${rowsText(found.rows)}? It begins: ${which}. Nothing brings it back.`;
          if (!(await terminal.ask(question)))
            throw new FieldtestError('interrupted', 'nothing was forgotten', 'Nothing was changed.');
        }
        const result = await forget(project, found, { removeCopies });
        terminal.result(result, resultText(result));
      });
    });
}

function refuseMixed(ids: readonly string[], { text, clean, allowAgain }: Options): void {
  const hint = 'fieldtest forget ID, or fieldtest forget --text TEXT';
  if (clean && (ids.length > 0 || text !== undefined || allowAgain))
    throw new FieldtestError(
      'usage',
      '--clean stands alone: it forgets nothing more',
      'fieldtest forget --clean',
    );
  if (allowAgain && text !== undefined)
    throw new FieldtestError(
      'usage',
      '--allow-again needs names or ids, not --text',
      'fieldtest forget --allow-again ID',
    );
  if (!clean && ids.length === 0 && (text === undefined || allowAgain))
    throw new FieldtestError('usage', 'forget needs a name or id, or --text', hint);
}

const WORDS: { readonly [table: string]: readonly [one: string, many: string] } = {
  examples: ['example', 'examples'],
  pool: ['input of the pool', 'inputs of the pool'],
  records: ['record of the log', 'records of the log'],
  outputs: ['output', 'outputs'],
  attempts: ['attempt', 'attempts'],
  ratings: ['rating', 'ratings'],
  scores: ['score', 'scores'],
  claims: ['call under way', 'calls under way'],
  review_events: ['step of a review', 'steps of a review'],
  decisions: ['decision that named it (rewritten)', 'decisions that named it (rewritten)'],
};

function rowsText(rows: ForgottenRows): string {
  const known = Object.keys(WORDS).filter((table) => (rows[table] ?? 0) > 0);
  return known.map((table) => count(rows[table]!, ...WORDS[table]!)).join(', ') || 'nothing';
}

function resultText({ rows, done, rewritten, removed, left, sources }: ForgetResult): string {
  const lines = Object.keys(rows).length === 0 ? [] : [`Forgotten: ${rowsText(rows)}`];
  if (rewritten.length > 0) lines.push(`Rewritten without it: ${list(rewritten)}`);
  if (removed.length > 0) lines.push(`Removed: ${list(removed)}`);
  if (done) lines.push('No byte of it is left in the database.');
  for (const { what, why } of left)
    lines.push(`It may still be in ${visibleLine(what)} (${visibleLine(why)})`);
  if (left.some(({ what }) => what.includes('.damaged-')))
    lines.push('', 'Damaged databases are removed by: fieldtest forget --clean --remove-copies');
  if (!done) lines.push('', 'Not done yet. When no other fieldtest command runs: fieldtest forget --clean');
  lines.push(
    '',
    `Not touched, since they are yours: what you imported${sources.length > 0 ? ` (${list(sources)})` : ''},`,
  );
  lines.push('`*.rejected.jsonl`, exports, packets, outputs and ratings in files, backups of the disk.');
  if ((rows.pool ?? 0) > 0 && (rows.examples ?? 0) > 0)
    lines.push('', 'Next: fieldtest pick   (draws one in its place and weighs the others anew)');
  return lines.join('\n');
}

const MOST_NAMED = 5;

function list(paths: readonly string[]): string {
  const more = paths.length > MOST_NAMED ? ` and ${paths.length - MOST_NAMED} more` : '';
  return paths.slice(0, MOST_NAMED).map(visibleLine).join(', ') + more;
}
