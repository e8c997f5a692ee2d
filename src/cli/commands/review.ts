/** `fieldtest review`: the expert rates, blind, in the browser, by keyboard; or elsewhere, in one file. */
import { type Command, Option } from 'commander';
import { visibleLine } from '../../core/visible.ts';
import type { OpenProject } from '../../open.ts';
import type { Who } from '../../pipeline/review/who.ts';
import { count, untilAborted, withProject } from '../app.ts';
import { atLeast } from '../numbers.ts';
import { openBrowser, raterNamed, startReviewServer } from '../review-server.ts';
import type { Terminal } from '../terminal.ts';
import { writePacket } from '../write-packet.ts';

interface Options {
  readonly port?: number;
  readonly rater?: string;
  readonly holdout?: boolean;
  readonly open: boolean;
  readonly packet?: string;
}

export function addReview(program: Command): void {
  program
    .command('review')
    .description('open the rating screen: blind, in the browser, by keyboard')
    .option('--rater <name>', 'who rates (default: the name of this computer’s user)')
    .option(
      '--port <n>',
      'the port to listen on (default: one that stays the same for this project and rater)',
      atLeast(1),
    )
    .option('--holdout', 'the held-out examples instead of the others')
    .option('--no-open', 'print the link and open no browser')
    .addOption(
      new Option(
        '--packet <file.html>',
        'serve nothing: write one file in which the rater rates elsewhere, without a network',
      ).conflicts('port'),
    )
    .action(async (options: Options, command: Command) => {
      await withProject(command, async (project, terminal) => {
        const { packet } = options;
        if (packet === undefined) await serveReview(project, terminal, options);
        else await tellPacket(project, terminal, { ...options, packet });
      });
    });
}

function whoOf(options: Options): Who {
  return { rater: raterNamed(options.rater), split: options.holdout ? 'holdout' : 'dev' };
}

async function tellPacket(
  project: OpenProject,
  terminal: Terminal,
  options: Options & { readonly packet: string },
): Promise<void> {
  const { packet: file } = options;
  const who = whoOf(options);
  const { rater } = who;
  const { packet, outputs } = await writePacket(project, file, who);
  terminal.result(
    { file, packet, rater, outputs },
    `${visibleLine(file)} holds ${count(outputs, 'output')} for ${visibleLine(rater)} to rate, and does not say whose they are. It opens in a browser, without a network.\n\nNext: send it to ${visibleLine(rater)}; the file that comes back is for: fieldtest ratings import FILE`,
  );
}

async function serveReview(project: OpenProject, terminal: Terminal, options: Options): Promise<void> {
  const who = whoOf(options);
  const { rater } = who;
  const { link, close } = await startReviewServer(project, terminal, {
    who,
    ...(options.port === undefined ? {} : { port: options.port }),
  });
  terminal.result(
    { link, rater },
    `Rate here, as ${rater}: ${link}\nCtrl-C ends the server; every rating is kept.`,
  );
  if (options.open && terminal.ask !== undefined) openBrowser(link);
  await untilAborted(project.signal);
  await close();
}
