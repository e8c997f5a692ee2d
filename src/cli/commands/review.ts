/** `fieldtest review`: the expert rates, blind, in the browser, by keyboard; or elsewhere, in one file. */
import { spawn } from 'node:child_process';
import { createHash, randomBytes } from 'node:crypto';
import { userInfo } from 'node:os';
import { type Command, Option } from 'commander';
import { FieldtestError, messageOf } from '../../core/errors.ts';
import { visibleLine } from '../../core/visible.ts';
import type { OpenProject } from '../../open.ts';
import type { Who } from '../../pipeline/review/who.ts';
import { count, untilAborted, withProject } from '../app.ts';
import { atLeast } from '../numbers.ts';
import type { Terminal } from '../terminal.ts';

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
        else await writePacket(project, terminal, { ...options, packet });
      });
    });
}

function whoOf(options: Options): Who {
  const rater = (options.rater ?? userInfo().username).trim();
  if (rater === '') throw new FieldtestError('usage', '--rater needs a name', 'Give one: --rater ann');
  return { rater, split: options.holdout ? 'holdout' : 'dev' };
}

async function writePacket(
  project: OpenProject,
  terminal: Terminal,
  options: Options & { readonly packet: string },
): Promise<void> {
  const { makePacket } = await import('../../pipeline/review/packet.ts');
  const { packetPage } = await import('../../core/review/packet.ts');
  const { packetFile } = await import('../web-files.ts');
  const { packet: file } = options;
  if (await project.files.exists(file)) {
    throw new FieldtestError(
      'conflict',
      `there is a ${file} already`,
      'Name another file, or take that one away first.',
    );
  }
  const page = await packetFile();
  const packet = await makePacket(project, whoOf(options));
  const { round, rater, items } = packet.view;
  await project.files.write(file, [packetPage(page, packet)]);
  const outputs = items.filter(({ calibration }) => !calibration).length;
  terminal.result(
    { file, packet: round, rater, outputs },
    `${visibleLine(file)} holds ${count(outputs, 'output')} for ${visibleLine(rater)} to rate, and does not say whose they are. It opens in a browser, without a network.\n\nNext: send it to ${visibleLine(rater)}; the file that comes back is for: fieldtest ratings import FILE`,
  );
}

async function serveReview(project: OpenProject, terminal: Terminal, options: Options): Promise<void> {
  const { openAfter } = await import('../../pipeline/review/after.ts');
  const { openDesk } = await import('../../pipeline/review/desk.ts');
  const { requireSomethingToRate } = await import('../../pipeline/review/start.ts');
  const { createApp } = await import('../../server/app.ts');
  const { webFiles } = await import('../web-files.ts');
  const { createAdaptorServer } = await import('@hono/node-server');
  const who = whoOf(options);
  const { rater } = who;
  await requireSomethingToRate(project, who.split);
  const files = await webFiles();
  const token = randomBytes(32).toString('hex');
  const server = createAdaptorServer({ fetch: (request) => app.fetch(request) });
  const port =
    options.port === undefined
      ? await listenNear(server, usualPort(project.projectDir, rater))
      : await listen(server, options.port);
  const host = `127.0.0.1:${port}`;
  const app = createApp({
    token,
    host,
    openDesk: () => openDesk(project, who),
    after: openAfter(project, who),
    file: async (path) => files.get(path),
    failed: (error) => terminal.log.warn(`the page was not answered: ${messageOf(error)}`),
  });
  // The fragment never leaves the browser: not to this server's log, not to any other.
  const link = `http://${host}/#${token}`;
  terminal.result(
    { link, rater },
    `Rate here, as ${rater}: ${link}\nCtrl-C ends the server; every rating is kept.`,
  );
  if (options.open && terminal.ask !== undefined) openBrowser(link);
  await untilAborted(project.signal);
  await new Promise<void>((resolve) => {
    server.close(() => resolve());
    if ('closeAllConnections' in server) server.closeAllConnections();
  });
}

type Server = ReturnType<typeof import('@hono/node-server')['createAdaptorServer']>;

/**
 * The port of a rater in a project, always the same: what a browser keeps for an address (ratings not sent yet,
 * drafts, keys) must be found again by the next launch, also when several raters share this machine.
 */
function usualPort(projectDir: string, rater: string): number {
  const key = JSON.stringify([projectDir, rater]);
  return 20_000 + (createHash('sha256').update(key).digest().readUInt32BE() % 20_000);
}

/** Something else may have the usual port: then one of the next, else any. */
async function listenNear(server: Server, usual: number): Promise<number> {
  for (let port = usual; port < usual + 10; port++) {
    const taken = await listen(server, port).catch(() => undefined);
    if (taken !== undefined) return taken;
  }
  return await listen(server, 0);
}

async function listen(server: Server, port: number): Promise<number> {
  return await new Promise((resolve, reject) => {
    server.once('error', (error: NodeJS.ErrnoException) =>
      reject(
        new FieldtestError(
          'usage',
          error.code === 'EADDRINUSE'
            ? `port ${port} is in use`
            : `port ${port} cannot be used: ${error.message}`,
          'Leave --port out: a free one is taken.',
        ),
      ),
    );
    server.listen(port, '127.0.0.1', () => {
      const address = server.address();
      resolve(typeof address === 'object' && address !== null ? address.port : port);
    });
  });
}

/** Best effort: the link is printed in any case. */
function openBrowser(link: string): void {
  const [program, ...args] =
    process.platform === 'darwin'
      ? ['open']
      : process.platform === 'win32'
        ? ['cmd', '/c', 'start', '']
        : ['xdg-open'];
  const child = spawn(program!, [...args, link], { stdio: 'ignore', detached: true });
  child.on('error', () => {});
  child.unref();
}
