/** The doors that open when names may be shown: before that, every one of them but the reveal itself answers 403. */
import { Hono } from 'hono';
import { createMiddleware } from 'hono/factory';
import { validator } from 'hono/validator';
import { COMPARE_ORDERS, type CompareQuery, type OutputsQuery } from '../core/review/after.ts';
import type { AfterDesk } from '../pipeline/review/after.ts';
import { readJson } from './read-json.ts';

export function afterDoors(after: AfterDesk) {
  const revealedOnly = createMiddleware(async (context, next) => {
    if (!(await after.revealed())) return context.json({ error: 'names are not shown yet' }, 403);
    return await next();
  });
  return new Hono()
    .get('/reveal', async (context) => context.json({ revealed: await after.revealed() }, 200))
    .post('/reveal', async (context) => {
      const body = (await readJson(context.req.raw)) as { readonly early?: unknown } | null | undefined;
      const answer = await after.reveal(body?.early === true);
      return answer.revealed
        ? context.json(answer, 200)
        : context.json({ ...answer, error: 'required ratings are missing' }, 409);
    })
    .get('/decision', revealedOnly, async (context) => context.json(await after.decision(), 200))
    .get('/outputs', revealedOnly, validator('query', outputsQuery), async (context) =>
      context.json(await after.outputs(context.req.valid('query')), 200),
    )
    .get('/outputs/:id', revealedOnly, async (context) => {
      const output = await after.output(context.req.param('id'));
      return output === undefined
        ? context.json({ error: 'no such output' }, 404)
        : context.json(output, 200);
    })
    .get('/compare', revealedOnly, validator('query', compareQuery), async (context) => {
      const view = await after.compare(context.req.valid('query'));
      return view === undefined ? context.json({ error: 'no such candidate' }, 404) : context.json(view, 200);
    })
    .get('/failures', revealedOnly, async (context) => context.json(await after.failures(), 200))
    .post('/tags', revealedOnly, async (context) => {
      const outcome = await after.tag(await readJson(context.req.raw));
      if (outcome === 'unfit') return context.json({ error: 'no such change of tags' }, 400);
      return outcome === 'stored'
        ? context.json({ stored: true }, 200)
        : context.json({ error: 'you have not judged this output' }, 409);
    })
    .get('/disagreements', revealedOnly, async (context) => context.json(await after.disagreements(), 200))
    .get('/health', revealedOnly, async (context) => context.json(await after.health(), 200))
    .get('/history', revealedOnly, async (context) => context.json(await after.history(), 200))
    .get('/history/:one/:other', revealedOnly, async (context) => {
      const { one, other } = context.req.param();
      const compared = await after.compareDecisions(Number(one), Number(other));
      return compared === undefined
        ? context.json({ error: 'no such decision' }, 404)
        : context.json(compared, 200);
    })
    .get('/benchmarks', revealedOnly, async (context) => context.json(await after.benchmarks(), 200))
    .get('/examples', async (context) => context.json(await after.examples(), 200));
}

const FIRST_ROWS = 100;
const MOST_ROWS = 100_000;

type Query = { readonly [name: string]: string | string[] | undefined };

function text(value: string | string[] | undefined): string {
  return typeof value === 'string' ? value : '';
}

function compareQuery(query: Query): CompareQuery {
  const order = COMPARE_ORDERS.find((one) => one === text(query.order)) ?? 'all';
  return { a: text(query.a), b: text(query.b), order };
}

/** What is not there, or is no answer of ours, narrows nothing. */
function outputsQuery(query: Query): OutputsQuery {
  const acceptable = text(query.acceptable);
  return {
    find: text(query.find),
    candidate: text(query.candidate),
    example: text(query.example),
    slice: text(query.slice),
    acceptable: acceptable === 'yes' || acceptable === 'no' || acceptable === 'unknown' ? acceptable : '',
    most: Math.min(Math.max(Math.trunc(Number(text(query.most))) || FIRST_ROWS, 1), MOST_ROWS),
  };
}
