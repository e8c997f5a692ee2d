/** `fieldtest check`: the gate for CI; is a change worse than what was decided on last? */
import type { Command } from 'commander';
import { FieldtestError } from '../../core/errors.ts';
import type { OpenProject } from '../../open.ts';
import type { CheckPlan, CheckResult } from '../../pipeline/check.ts';
import { EXIT, withProject } from '../app.ts';
import { atLeast, dollars } from '../numbers.ts';
import type { Terminal } from '../terminal.ts';

interface Options {
  readonly candidate?: readonly string[];
  readonly base?: number;
  readonly against?: string;
  readonly checksOnly?: boolean;
  readonly run: boolean;
  readonly maxCost?: number;
  readonly concurrency?: number;
  readonly packet?: string;
  readonly rater?: string;
  readonly report?: readonly string[];
}

export function addCheck(program: Command): void {
  program
    .command('check')
    .description('is a changed prompt, model or program worse than the baseline? exit code 100 when it is')
    .option('--candidate <name...>', 'only these (default: all that are others than in the baseline)')
    .option('--base <decision>', 'the decision that is the baseline (default: the last one)', atLeast(1))
    .option('--against <name>', 'hold them against this candidate of the baseline')
    .option('--checks-only', 'let the automatic checks decide; ask for no rating')
    .option('--no-run', 'judge on the outputs that are stored')
    .option('--max-cost <usd>', 'stop before the run costs more', dollars)
    .option('--concurrency <n>', 'calls in flight (default 10)', atLeast(1))
    .option('--packet <file.html>', 'write what needs a rating into one file, for an expert elsewhere')
    .option('--rater <name>', 'who rates that file')
    .option('--report <file...>', 'also write it to files: .md, .xml (JUnit), .json')
    .action(async (options: Options, command: Command) => {
      const reports = (options.report ?? []).map(reportFile);
      await withProject(command, async (project, terminal) => {
        const { checkChanges, planCheck } = await import('../../pipeline/check.ts');
        const { checkText } = await import('../../report/check-text.ts');
        const input = {
          checksOnly: options.checksOnly ?? false,
          ...(options.candidate === undefined ? {} : { candidates: options.candidate }),
          ...(options.base === undefined ? {} : { base: options.base }),
          ...(options.against === undefined ? {} : { against: options.against }),
        };
        const plan = await planCheck(project, input);
        if (options.run && !(await runChanged(project, terminal, plan, options))) return;
        const result = await checkChanges(project, plan, input);
        const packet = await packetFor(project, result, options);
        const next = nextFor(result, packet);
        for (const { path, write } of reports) await project.files.write(path, [await write(result, next)]);
        const { width, paint } = terminal;
        terminal.result(
          { ...result, ...(packet === undefined ? {} : { packet }), next: next ?? null },
          checkText(result, { width, paint, next }),
        );
        process.exitCode = EXITS[result.verdict];
      });
    });
}

const EXITS = { pass: EXIT.done, worse: EXIT.gate, 'not-decided': EXIT.undecided } as const;

interface ReportFile {
  readonly path: string;
  readonly write: (result: CheckResult, next: string | undefined) => Promise<string>;
}

function reportFile(path: string): ReportFile {
  const texts = async () => await import('../../report/check-text.ts');
  switch (/\.([^./\\]+)$/.exec(path)?.[1]?.toLowerCase()) {
    case 'md':
      return { path, write: async (result, next) => (await texts()).checkMarkdown(result, next) };
    case 'xml':
      return { path, write: async (result) => (await texts()).checkJunit(result) };
    case 'json':
      return { path, write: async (result) => `${JSON.stringify(result, null, 2)}\n` };
    default:
      throw new FieldtestError(
        'usage',
        `--report ${path}: its ending names no kind of report`,
        'Endings: .md .xml .json',
      );
  }
}

/** Asks the changed candidates for what is missing. False when that stopped, which is then said. */
async function runChanged(
  project: OpenProject,
  terminal: Terminal,
  { changed }: CheckPlan,
  options: Options,
): Promise<boolean> {
  if (changed.length === 0) return true;
  const { run } = await import('../../pipeline/run.ts');
  const { runExitCode, runText, sayRun } = await import('../run-text.ts');
  const result = await run(project, {
    candidates: changed.map(({ name }) => name),
    split: 'dev',
    retryErrors: false,
    ...(options.maxCost === undefined ? {} : { maxCostUsd: options.maxCost }),
    ...(options.concurrency === undefined ? {} : { concurrency: options.concurrency }),
  });
  const code = runExitCode(result);
  if (code === EXIT.done || code === EXIT.undecided) {
    sayRun(result, terminal);
    return true;
  }
  terminal.result({ run: result }, runText(result));
  process.exitCode = code;
  return false;
}

async function packetFor(
  project: OpenProject,
  { changes }: CheckResult,
  { packet, rater }: Options,
): Promise<string | undefined> {
  if (packet === undefined || !changes.some(({ reason }) => reason === 'not-rated')) return undefined;
  const { writePacket } = await import('../write-packet.ts');
  const { raterNamed } = await import('../review-server.ts');
  await writePacket(project, packet, { rater: raterNamed(rater), split: 'dev' });
  return packet;
}

function nextFor({ changes }: CheckResult, packet: string | undefined): string | undefined {
  if (packet !== undefined)
    return `fieldtest ratings import FILE   (what comes back of ${packet}), then: fieldtest check`;
  if (changes.some(({ reason }) => reason === 'not-rated')) return 'fieldtest review, then: fieldtest check';
  if (changes.some(({ reason }) => reason === 'no-outputs')) return 'fieldtest run, then: fieldtest check';
  return undefined;
}
