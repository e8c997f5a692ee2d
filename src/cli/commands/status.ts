/** `fieldtest` and `fieldtest status`: where the project stands and the one command to type next. */
import type { Command } from 'commander';
import { visibleLine } from '../../core/visible.ts';
import { duration } from '../../core/wording/rounds.ts';
import type { Status } from '../../pipeline/status.ts';
import { table, wrap } from '../../report/text-layout.ts';
import { count, withProject } from '../app.ts';
import type { Terminal } from '../terminal.ts';

export function addStatus(program: Command): void {
  program
    .command('status', { isDefault: true })
    .description('where the project stands and the command to type next (also: fieldtest alone)')
    .option('--holdout', 'about the held-out examples')
    .action(async (options: { readonly holdout?: boolean }, command: Command) => {
      await withProject(command, async (project, terminal) => {
        const { status } = await import('../../pipeline/status.ts');
        const now = await status(project, { split: options.holdout ? 'holdout' : 'dev' });
        terminal.result(now, statusText(now, terminal));
      });
    });
}

function statusText(status: Status, { width, paint }: Terminal): string {
  const { records, examples, holdout, synthetic, ratings, decisions } = status;
  const lines = [paint.dim(visibleLine(status.task)), ''];
  if (records > 0)
    lines.push(
      `${count(records, 'record')} imported, ${count(status.pooled, 'distinct input')} kept to pick from`,
    );
  const made = synthetic > 0 ? ` (${synthetic} of them synthetic)` : '';
  lines.push(`${count(examples, 'example')}${made}${holdout > 0 ? ` and ${holdout} held out` : ''}`);
  const failed = status.candidates.reduce((sum, candidate) => sum + candidate.failed, 0);
  const raters = Object.entries(ratings.byRater).map(([rater, n]) => `${visibleLine(rater)} ${n}`);
  if (status.split === 'holdout') lines.push('', 'Of the held-out examples:');
  if (examples + holdout > 0) {
    const by = raters.length === 0 ? '' : ` (${raters.join(', ')})`;
    const lost = failed === 0 ? '' : `; ${count(failed, 'call')} failed, with nothing to rate`;
    lines.push(`${count(ratings.done, 'output text')} rated${by}, ${ratings.missing} to rate${lost}`);
  }
  if (status.rounds.length > 0) lines.push(wrap(roundsText(status.rounds), width));
  if (decisions > 0) lines.push(count(decisions, 'decision'));
  const rows = status.candidates.map((candidate) => ({
    Candidate: visibleLine(candidate.name),
    Outputs: String(candidate.outputs),
    Missing: `${candidate.missingOutputs}${candidate.unrecorded === undefined ? '' : ` (${candidate.unrecorded} not in its file)`}`,
    Failed: String(candidate.failed),
  }));
  if (examples + holdout > 0)
    lines.push('', table(rows, { width, left: new Set(['Candidate']), paintHead: paint.dim }));
  for (const { name, problem } of status.candidates) {
    if (problem !== undefined) lines.push('', `${visibleLine(name)} cannot run: ${visibleLine(problem)}`);
  }
  if (ratings.done === 0)
    lines.push('', paint.dim('What so many examples can tell, and what they take: fieldtest plan'));
  const because = visibleLine(status.because);
  lines.push(
    '',
    status.next === null ? `Nothing to do: ${because}` : `Next: ${paint.bold(status.next)}   (${because})`,
  );
  return lines.join('\n');
}

/** The rounds that are shown; of many, what the first and the last ones took tells enough. */
const ROUNDS = 4;

/** `Rating took: ann round 1 2 h 10 min for 150, round 2 24 min for 55`. */
function roundsText(rounds: Status['rounds']): string {
  const shown = rounds.length > ROUNDS ? [rounds[0]!, ...rounds.slice(1 - ROUNDS)] : rounds;
  const several = new Set(rounds.map(({ rater }) => rater)).size > 1;
  const parts = shown.map(({ rater, number, split, judgements, minutes }) => {
    const who = several ? `${visibleLine(rater)}, ` : '';
    return `${who}round ${number}${split === 'holdout' ? ' (held out)' : ''} ${duration(minutes)} for ${judgements}`;
  });
  return `Rating took: ${parts.join('; ')}`;
}
