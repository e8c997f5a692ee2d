/** `fieldtest verify`: after a switch, does production hold what the decision promised? */
import type { Command } from 'commander';
import { visibleLine } from '../../core/visible.ts';
import type { OpenProject } from '../../open.ts';
import type { Verification, VerifyResult } from '../../pipeline/verify.ts';
import { count, EXIT, withProject } from '../app.ts';
import { atLeast } from '../numbers.ts';
import type { Terminal } from '../terminal.ts';

interface Options {
  readonly candidate?: string;
  readonly count: number;
  readonly anyModel?: boolean;
  readonly format?: string;
  readonly input?: string;
  readonly skipBad?: boolean;
  readonly rater?: string;
  readonly port?: number;
  readonly open: boolean;
  readonly review: boolean;
}

export function addVerify(program: Command): void {
  program
    .command('verify')
    .description('after a switch: rate what production answers, blind among older outputs; does it hold?')
    .argument(
      '[file...]',
      'records of production with what it answered; none: go on, or tell the last result',
    )
    .option('--candidate <name>', 'who is in production (default: who the last decision ships)')
    .option('--count <n>', 'answers to draw', atLeast(5), 20)
    .option('--any-model', 'take answers of every model')
    .option('--format <name>', 'what the files are, when it is not told from their content')
    .option('--input <path>', 'where the input is in a row')
    .option('--skip-bad', 'leave out rows that cannot be read')
    .option('--rater <name>', 'who rates (default: the name of this computer’s user)')
    .option('--port <n>', 'the port of the rating screen', atLeast(1))
    .option('--no-open', 'print the link and open no browser')
    .option('--no-review', 'draw, and say what is to be rated')
    .action(async (files: readonly string[], options: Options, command: Command) => {
      await withProject(command, async (project, terminal) => {
        process.exitCode = await verify(project, terminal, { ...options, files });
      });
    });
}

async function verify(
  project: OpenProject,
  terminal: Terminal,
  options: Options & { readonly files: readonly string[] },
): Promise<number> {
  const { openVerification, verifyNow } = await import('../../pipeline/verify.ts');
  const { raterNamed } = await import('../review-server.ts');
  const { format, input, skipBad, candidate } = options;
  const opened = await openVerification(project, raterNamed(options.rater), {
    files: options.files,
    count: options.count,
    anyModel: options.anyModel ?? false,
    ...(candidate === undefined ? {} : { candidate }),
    ...(format === undefined ? {} : { format }),
    ...(input === undefined ? {} : { input }),
    ...(skipBad === undefined ? {} : { skipBad }),
  });
  sayDrawn(opened, terminal);
  if (opened.asked.open > 0 && options.review && !(await rated(project, terminal, opened, options))) {
    const { context: _inner, who: _who, ...facts } = opened;
    terminal.result(facts, 'Stopped by you; every rating is kept. Go on with: fieldtest verify');
    return EXIT.interrupted;
  }
  return tell(terminal, await verifyNow(project, opened), options.review);
}

function sayDrawn({ drawn, asked, candidate, who }: Verification, { log }: Terminal): void {
  if (drawn !== undefined)
    log.info(
      `${count(drawn.records, 'record')}, ${drawn.answered} with an answer, ${drawn.ofModel} of ${candidate}; drawn at random: ${asked.production}`,
    );
  if (asked.open > 0)
    log.info(
      `It asks ${who.rater} for ${asked.production} answers of production, blind, among ${asked.older} outputs of before`,
    );
}

async function rated(
  project: OpenProject,
  terminal: Terminal,
  { context, who }: Verification,
  { port, open }: Options,
): Promise<boolean> {
  const { rateHere } = await import('../rate-here.ts');
  const inner = { ...project, ...context };
  const options = { who, open, keepsNames: true, ...(port === undefined ? {} : { port }) };
  return (await rateHere(inner, terminal, options)) !== undefined;
}

async function tell(terminal: Terminal, result: VerifyResult, reviewed: boolean): Promise<number> {
  const { verified, rulers, candidate, decision, weighted } = result;
  const { verifyHeadline, verifySentence } = await import('../../core/wording/verify.ts');
  const { rulerText } = await import('../../core/wording/rounds.ts');
  const { wrap } = await import('../../report/text-layout.ts');
  if (verified === undefined) {
    terminal.result(
      result,
      `Nothing of it is rated yet.\n\nNext: fieldtest verify${reviewed ? '' : '   (without --no-review)'}`,
    );
    return EXIT.undecided;
  }
  const { width, paint } = terminal;
  const lines = [
    paint.bold(verifyHeadline(verified)),
    wrap(verifySentence(visibleLine(candidate), verified, { decision: decision.number, weighted }), width),
    ...rulers.map((shift) => wrap(rulerText(shift, verified.by), width)),
  ];
  terminal.result(result, lines.join('\n\n'));
  if (verified.verdict === 'worse') return EXIT.gate;
  return verified.verdict === 'holds' ? EXIT.done : EXIT.undecided;
}
