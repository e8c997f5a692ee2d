/** A project in which everything about a candidate would tell it, were it to reach the rater. */
import { answer, startLoopback } from '../../test/fixtures/loopback-provider.ts';
import { freshProject, jsonl, type Project, parseJsonl } from '../../test/fixtures/project.ts';

export interface TellingProject {
  readonly project: Project;
  /** What must never reach a rater: names, ids, models, providers, prices, costs, times, and why a call failed. */
  readonly secrets: readonly string[];
}

/** By how much each candidate's answers differ from the others': length, status, what is missing, what is shared. */
const RECORDED = [
  { name: 'canary-one', length: 20 },
  { name: 'canary-two', length: 60 },
  { name: 'canary-three', length: 200 },
  { name: 'canary-four', length: 900 },
  { name: 'canary-five', length: 3_000 },
  { name: 'canary-six', length: 9_000 },
  { name: 'canary-seven', length: 40_000 },
  { name: 'canary-eight', length: 800, status: 'truncated' },
  { name: 'canary-nine', length: 80, status: 'refused' },
  // Half of its answers are those of canary-three.
  { name: 'canary-ten', length: 200, sharedWith: 'canary-three' },
  // A quarter of its calls failed.
  { name: 'canary-eleven', length: 400, failing: 4 },
] as const;

const LATENCY = 7319.0417;
const COST = 0.0731904;
const WORDS =
  'the answer depends on what was asked and by whom so that a short one may be as good as a long one'.split(
    ' ',
  );

/** Twelve candidates, eleven recorded and one a model, with all their outputs for the examples. */
export async function tellingProject(examples: number): Promise<TellingProject> {
  await using provider = await startLoopback(answer('As canary-model-x, I say yes.'));
  const numbers = Array.from({ length: examples }, (_, i) => i);
  const project = await freshProject(
    {
      'fieldtest.yaml': `task: Is canary-one better than canary-two?
prompt: "Answer: {{input}}"
rate: { guide: "As canary-three would." }
candidates:
${RECORDED.map(({ name }) => `  - { name: ${name}, recorded: file://outputs.jsonl }\n`).join('')}  - name: canary-twelve
    model: openai-compatible:canary-model-x
    baseUrl: ${provider.url}/v1
    apiKeyEnv: LOCAL_KEY
    price: { input: 31.4159, output: 27.1828 }
`,
      'set.jsonl': jsonl(numbers.map((i) => ({ id: `e${i}`, input: `question ${i}` }))),
      'outputs.jsonl': jsonl(numbers.flatMap((i) => RECORDED.map((candidate) => rowOf(candidate, i)))),
    },
    { LOCAL_KEY: 'canary-key' },
  );
  await project.run('examples', 'import', 'set.jsonl');
  await project.run('run');
  await project.run('export', 'all');
  const candidates = parseJsonl<{ id: string }>(await project.read('all/candidates.jsonl'));
  const ids = candidates.map(({ id }) => id);
  if (ids.length !== 12) throw new Error(`the project has ${ids.length} candidates, not 12`);
  return {
    project,
    secrets: [
      ...ids,
      ...ids.map((id) => id.slice(0, 12)),
      ...['canary', 'openai-compatible', new URL(provider.url).host],
      ...[
        String(LATENCY),
        String(COST),
        '31.4159',
        '27.1828',
        'latencyMs',
        'costUsd',
        'candidate',
        'provider',
      ],
    ],
  };
}

function rowOf(candidate: (typeof RECORDED)[number], example: number) {
  const { name, length } = candidate;
  const facts = { example: `e${example}`, candidate: name, latencyMs: LATENCY, costUsd: COST };
  if ('failing' in candidate && example % candidate.failing === 0)
    return {
      ...facts,
      output: '',
      status: 'error',
      failure: { code: 'http-500', message: 'canary failure' },
    };
  const author = 'sharedWith' in candidate && example % 2 === 0 ? candidate.sharedWith : name;
  return {
    ...facts,
    output: textOf(`${author} ${example}`, length),
    status: 'status' in candidate ? candidate.status : 'ok',
    responseModel: `${name}-2026`,
  };
}

/** A text of about so many characters, a third more or less; the same for the same key. */
function textOf(key: string, length: number): string {
  let state = [...key].reduce((sum, letter) => Math.imul(sum, 31) + letter.charCodeAt(0), 7) >>> 0;
  const next = () => {
    state = (Math.imul(state, 1664525) + 1013904223) >>> 0;
    return state / 2 ** 32;
  };
  const wanted = length * (0.67 + 0.66 * next());
  let text = '';
  while (text.length < wanted) text += `${WORDS[Math.floor(next() * WORDS.length)]} `;
  return text;
}
