/** The steps of `fieldtest try`, each said as it is done: run, rate, screen, decide. */

import type { DecideBy } from '../core/decision.ts';
import { messageOf } from '../core/errors.ts';
import { SCREEN_EXAMPLES, type Screen } from '../core/screen.ts';
import { shellWord } from '../core/shell-word.ts';
import type { Asked } from '../core/try.ts';
import { visibleLine } from '../core/visible.ts';
import type { OpenProject } from '../open.ts';
import type { RunInput } from '../pipeline/engine/plan.ts';
import type { Who } from '../pipeline/review/who.ts';
import type { RunResult } from '../pipeline/run.ts';
import { againstLines, askedText, effortLines, screenText } from '../report/try-text.ts';
import { EXIT } from './app.ts';
import { rateHere } from './rate-here.ts';
import { raterNamed } from './review-server.ts';
import { runExitCode, runText, sayRun } from './run-text.ts';
import type { Terminal } from './terminal.ts';

export interface TryOptions {
  readonly screen?: boolean;
  readonly maxCost?: number;
  readonly concurrency?: number;
  readonly rater?: string;
  readonly port?: number;
  readonly open: boolean;
  readonly review: boolean;
  readonly packet?: string;
}

interface Trying extends TryOptions {
  readonly candidate: string;
  /** What a run of it asks, of so many examples at the most. */
  readonly input: (limit?: number) => RunInput;
}

/** Returns the exit code: as `run` where outputs stay missing, else as `decide`; 130 when the user stopped it. */
export async function tryCandidate(
  project: OpenProject,
  terminal: Terminal,
  options: Trying,
): Promise<number> {
  const { candidate } = options;
  const who: Who = { rater: raterNamed(options.rater), split: 'dev' };
  const isRated = options.review || options.packet !== undefined || options.rater !== undefined;
  const { requireTriable } = await import('../pipeline/try.ts');
  await requireTriable(project, isRated ? who.rater : undefined);
  if (project.tried!.isNew) {
    await project.writeTried(true);
    terminal.log.info(`${candidate} is a candidate of the config now`);
  }
  let screen: Screen | undefined;
  let token: string | undefined;
  if (options.screen) {
    const first = await runAndRate(project, terminal, { ...options, who, limit: SCREEN_EXAMPLES });
    if (first.kind === 'ended') return first.code;
    token = first.token;
    const { screenNow } = await import('../pipeline/try.ts');
    const seen = await screenNow(project, candidate);
    screen = seen?.screen;
    if (seen?.screen.out) return await giveUp(project, terminal, seen);
    if (seen !== undefined) terminal.log.info(screenText(seen.screen, seen));
  }
  const rest = await runAndRate(project, terminal, {
    ...options,
    who,
    ...(token === undefined ? {} : { token }),
  });
  if (rest.kind === 'ended') return rest.code;
  return await decided(project, terminal, {
    candidate,
    ...rest,
    ...(screen === undefined ? {} : { screen }),
  });
}

type Step =
  | { readonly kind: 'ended'; readonly code: number }
  | {
      readonly kind: 'rated';
      readonly run: RunResult;
      readonly asked: Asked;
      /** Of the page that is open. */
      readonly token?: string;
    };

interface StepOptions extends Trying {
  readonly who: Who;
  /** Of a screen: only so many examples, and no names after them. */
  readonly limit?: number;
  readonly token?: string;
}

/** Makes what is missing, and waits until all of it is rated. */
async function runAndRate(project: OpenProject, terminal: Terminal, options: StepOptions): Promise<Step> {
  const { candidate, who, limit, packet } = options;
  const { run } = await import('../pipeline/run.ts');
  const { askedOf } = await import('../pipeline/try.ts');
  const goOn = `fieldtest try ${visibleLine(candidate)}${options.screen ? ' --screen' : ''}`;
  const result = await run(project, options.input(limit));
  const tried = result.candidates.find(({ name }) => name === candidate);
  if (runExitCode(result) !== EXIT.done && (tried === undefined || tried.missing > 0)) {
    const isIn = tried?.stopped === undefined || tried.added + tried.elsewhere > tried.failed;
    // Who never answered is probably written wrong.
    const out = isIn || !project.tried!.isNew ? '' : `\n\n${await takenOut(project)}`;
    terminal.result(
      { candidate, run: result },
      `${runText(result, out === '' ? { goOn } : { next: false })}${out}`,
    );
    return { kind: 'ended', code: runExitCode(result) };
  }
  sayRun(result, terminal);
  const asked = await askedOf(project, who, candidate);
  const open = asked.ratings + asked.anchors + asked.extras;
  if (open > 0) terminal.log.info(askedText(who.rater, asked));
  if (open === 0) return { kind: 'rated', run: result, asked };
  const facts = { candidate, run: result, asked };
  if (packet !== undefined) {
    const { writePacket } = await import('./write-packet.ts');
    const { outputs } = await writePacket(project, packet, who);
    terminal.result(
      { ...facts, packet, outputs },
      `${visibleLine(packet)} holds ${outputs} outputs for ${visibleLine(who.rater)} to rate, and does not say whose they are.\n\nNext: fieldtest ratings import FILE   (what comes back), then: ${goOn}`,
    );
    return { kind: 'ended', code: EXIT.undecided };
  }
  if (!options.review) {
    const as = options.rater === undefined ? '' : ` --rater ${shellWord(who.rater)}`;
    terminal.result(facts, `Next: fieldtest review${as}, then: ${goOn}${as}`);
    return { kind: 'ended', code: EXIT.undecided };
  }
  const token = await rateHere(project, terminal, { ...options, keepsNames: options.limit !== undefined });
  if (token !== undefined) return { kind: 'rated', run: result, asked, token };
  terminal.result(facts, `Stopped by you; every rating is kept. Go on with: ${goOn}`);
  return { kind: 'ended', code: EXIT.interrupted };
}

/** Clearly worse: what was made is kept, the candidate is not. */
async function giveUp(
  project: OpenProject,
  terminal: Terminal,
  { screen, by }: { readonly screen: Screen; readonly by: DecideBy },
): Promise<number> {
  const kept = project.tried!.isNew
    ? await takenOut(project)
    : 'Take it out of the config, or go on without a screen.';
  terminal.result(
    { candidate: screen.candidate, screen },
    `${screenText(screen, { by })}\n${kept} Its outputs and ratings are kept, so that another try begins where this one ended.`,
  );
  return EXIT.done;
}

/** Says whether it is: the config may have been changed meanwhile. */
async function takenOut(project: OpenProject): Promise<string> {
  try {
    await project.writeTried(false);
    return 'It is out of the config again.';
  } catch (error) {
    return `It is still in the config, since ${messageOf(error)}: take it out by hand.`;
  }
}

async function decided(
  project: OpenProject,
  terminal: Terminal,
  facts: {
    readonly candidate: string;
    readonly run: RunResult;
    readonly asked: Asked;
    readonly screen?: Screen;
  },
): Promise<number> {
  const { decideTask } = await import('../pipeline/decide.ts');
  const { effortNow } = await import('../pipeline/try.ts');
  const { terminalReport } = await import('../report/terminal.ts');
  const { decisionExitCode } = await import('./commands/decide.ts');
  const result = await decideTask(project, { split: 'dev' });
  const { rounds, rulers } = await effortNow(project);
  const { candidate, run, asked, screen } = facts;
  const { decision, missing, task } = result;
  const { width, paint } = terminal;
  const lines = [...againstLines(candidate, decision), ...effortLines(rounds, rulers, decision.by)];
  terminal.result(
    { candidate, run, asked, ...(screen === undefined ? {} : { screen }), rounds, rulers, decision },
    `${terminalReport(task, decision, { width, paint, missing })}\n${lines.join('\n')}\n`,
  );
  return decisionExitCode(result);
}
