/** The steps of `fieldtest quick`; each does only what is missing, so that the command goes on where it was stopped. */
import { FieldtestError } from '../core/errors.ts';
import type { OpenProject } from '../open.ts';
import { count, distinctText, EXIT } from './app.ts';
import { decisionExitCode } from './commands/decide.ts';
import { rateHere } from './rate-here.ts';
import { raterNamed } from './review-server.ts';
import { runExitCode, runText, sayRun } from './run-text.ts';
import type { Terminal } from './terminal.ts';

export interface QuickOptions {
  readonly format?: string;
  readonly input?: string;
  readonly reference?: string;
  readonly maxCost?: number;
  readonly rater?: string;
  readonly port?: number;
  readonly open: boolean;
}

const EXAMPLES = 10;

/** Returns the exit code: that of `decide`, or of what stopped it. */
export async function quickSteps(
  project: OpenProject,
  terminal: Terminal,
  options: QuickOptions & { readonly files: readonly string[] },
): Promise<number> {
  const { files, maxCost } = options;
  await bringExamples(project, terminal, files, options);
  const { run } = await import('../pipeline/run.ts');
  const result = await run(project, {
    split: 'dev',
    limit: EXAMPLES,
    retryErrors: false,
    ...(maxCost === undefined ? {} : { maxCostUsd: maxCost }),
  });
  const code = runExitCode(result);
  if (code !== EXIT.done && code !== EXIT.undecided) {
    terminal.result({ run: result }, runText(result));
    return code;
  }
  sayRun(result, terminal);
  const who = { rater: raterNamed(options.rater), split: 'dev' as const };
  const { candidates } = project.config;
  const { ratings } = await project.store.counts({ candidates, split: 'dev' });
  if (ratings.missing > 0 && (await rateHere(project, terminal, { ...options, who })) === undefined) {
    terminal.result({ run: result }, 'Stopped by you; everything is kept. Go on with: fieldtest quick');
    return EXIT.interrupted;
  }
  return await decided(project, terminal);
}

async function bringExamples(
  project: OpenProject,
  terminal: Terminal,
  files: readonly string[],
  { format, input, reference }: QuickOptions,
): Promise<void> {
  const { store } = project;
  if (files.length > 0) {
    const { importRecords } = await import('../pipeline/import-records.ts');
    const { pool } = await importRecords(project, {
      files,
      ...(format === undefined ? {} : { format }),
      ...(input === undefined ? {} : { input }),
      ...(reference === undefined ? {} : { reference }),
    });
    terminal.log.info(`${count(pool.records, 'record')} imported, ${distinctText(pool, 'distinct one')}`);
  }
  if ((await store.examples('dev')).length > 0) return;
  if (files.length === 0 && (await store.poolSize()).records === 0) {
    const file = await terminal.askText?.(
      'Which file holds production data (JSONL, CSV, Parquet, a trace or another tool’s export)?',
    );
    if (file === undefined || file === '')
      throw new FieldtestError(
        'empty',
        'there is no production data yet',
        'Name a file: fieldtest quick FILE',
      );
    return await bringExamples(project, terminal, [file], { open: false });
  }
  const { pick } = await import('../pipeline/pick.ts');
  const { examples } = await pick(project, { quick: true, count: EXAMPLES, holdout: 0 });
  terminal.log.info(`${count(examples, 'example')} picked; why each is there: fieldtest pick --explain`);
}

async function decided(project: OpenProject, terminal: Terminal): Promise<number> {
  const { decideTask } = await import('../pipeline/decide.ts');
  const { planTask } = await import('../pipeline/plan.ts');
  const { terminalReport } = await import('../report/terminal.ts');
  const { wrap } = await import('../report/text-layout.ts');
  const result = await decideTask(project, { split: 'dev' });
  const plan = await planTask(project);
  const { task, decision, missing } = result;
  const { width, paint } = terminal;
  const can = `What ${decision.examples} examples can tell: ${plan.measures[0]!.summary}`;
  const next =
    'For a decision to rely on: fieldtest pick --count 50, then fieldtest run, fieldtest review and fieldtest decide. What is rated stays rated.';
  terminal.result(
    { decision, missing, plan: plan.measures[0] },
    `${terminalReport(task, decision, { width, paint, missing })}\n${wrap(can, width)}\n\n${wrap(next, width)}`,
  );
  return decisionExitCode(result);
}
