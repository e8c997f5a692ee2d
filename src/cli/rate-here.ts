/** Serves the rating screen until nothing is left to rate, and then goes on by itself. */
import type { OpenProject } from '../open.ts';
import type { Who } from '../pipeline/review/who.ts';
import { untilAborted } from './app.ts';
import { openBrowser, startReviewServer } from './review-server.ts';
import type { Terminal } from './terminal.ts';

export interface RateHereOptions {
  readonly who: Who;
  readonly port?: number;
  /** Whether a browser may be opened. */
  readonly open: boolean;
  /** Of the page that is open already. */
  readonly token?: string;
  /** Whether names stay unknown, since more is to come. */
  readonly keepsNames?: boolean;
}

/** How often it is looked whether all is rated, in ms. */
const ASK_MS = 500;

/** The token of the page once nothing is left to rate; undefined when the user stopped it. */
export async function rateHere(
  project: OpenProject,
  terminal: Terminal,
  { who, port, open, token: before, keepsNames = false }: RateHereOptions,
): Promise<string | undefined> {
  const { missingTexts } = await import('../pipeline/review/standing.ts');
  const { link, token, close } = await startReviewServer(project, terminal, {
    who,
    keepsNames,
    ...(port === undefined ? {} : { port }),
    ...(before === undefined ? {} : { token: before }),
  });
  terminal.log.info(
    before === undefined ? `Rate here, as ${who.rater}: ${link}` : `The rest is on the same page: ${link}`,
  );
  if (open && terminal.ask !== undefined && before === undefined) openBrowser(link);
  try {
    while (!project.signal.aborted) {
      const missing = await project.store.missingRatings({
        candidates: project.config.candidates.map(({ id }) => id),
        split: who.split,
      });
      if (missing.length === 0 && (await missingTexts(project, who)).size === 0) return token;
      await Promise.race([project.clock.sleep(ASK_MS, project.signal), untilAborted(project.signal)]).catch(
        () => {},
      );
    }
    return undefined;
  } finally {
    await close();
  }
}
