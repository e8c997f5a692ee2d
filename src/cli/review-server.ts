/** The server of a review, on a port and behind a token of its own. */
import { spawn } from 'node:child_process';
import { createHash, randomBytes } from 'node:crypto';
import { userInfo } from 'node:os';
import { FieldtestError, messageOf } from '../core/errors.ts';
import type { OpenProject } from '../open.ts';
import type { Who } from '../pipeline/review/who.ts';
import type { Terminal } from './terminal.ts';

export interface ReviewServer {
  /** With the token in its fragment, which never leaves the browser. */
  readonly link: string;
  readonly token: string;
  close(): Promise<void>;
}

export interface ReviewServerOptions {
  readonly who: Who;
  /** Absent: one that stays the same for this project and rater. */
  readonly port?: number;
  /** Of an earlier server whose page is to go on; absent: a new one. */
  readonly token?: string;
  /** While more is to come, names are not shown, whatever is rated. */
  readonly keepsNames?: boolean;
}

/** The rater that `--rater` names, else the user of this computer. */
export function raterNamed(name: string | undefined): string {
  const rater = (name ?? userInfo().username).trim();
  if (rater === '') throw new FieldtestError('usage', '--rater needs a name', 'Give one: --rater ann');
  return rater;
}

/** Throws FieldtestError('empty') when there is nothing to rate, 'usage' when the port cannot be had. */
export async function startReviewServer(
  project: OpenProject,
  terminal: Terminal,
  { who, port: wanted, token = randomBytes(32).toString('hex'), keepsNames = false }: ReviewServerOptions,
): Promise<ReviewServer> {
  const { openAfter } = await import('../pipeline/review/after.ts');
  const { openDesk } = await import('../pipeline/review/desk.ts');
  const { requireSomethingToRate } = await import('../pipeline/review/start.ts');
  const { createApp } = await import('../server/app.ts');
  const { webFiles } = await import('./web-files.ts');
  const { createAdaptorServer } = await import('@hono/node-server');
  await requireSomethingToRate(project, who.split);
  const files = await webFiles();
  const server = createAdaptorServer({ fetch: (request) => app.fetch(request) });
  const port =
    wanted === undefined
      ? await listenNear(server, usualPort(project.projectDir, who.rater))
      : await listen(server, wanted);
  const host = `127.0.0.1:${port}`;
  const after = openAfter(project, who);
  const app = createApp({
    token,
    host,
    openDesk: () => openDesk(project, who),
    after: keepsNames ? withoutNames(after) : after,
    file: async (path) => files.get(path),
    failed: (error) => terminal.log.warn(`the page was not answered: ${messageOf(error)}`),
  });
  return {
    link: `http://${host}/#${token}`,
    token,
    async close() {
      await new Promise<void>((resolve) => {
        server.close(() => resolve());
        if ('closeAllConnections' in server) server.closeAllConnections();
      });
    },
  };
}

type After = ReturnType<typeof import('../pipeline/review/after.ts')['openAfter']>;

function withoutNames(after: After): After {
  return {
    ...after,
    revealed: async () => false,
    reveal: async () => ({ revealed: false, missing: 1, decidedAt: null }),
  };
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
export function openBrowser(link: string): void {
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
