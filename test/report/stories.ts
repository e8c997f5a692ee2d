/** Decisions as reports show them, always the same. */
import { decide } from '../../src/core/decide.ts';
import type { DecideInput, Decision } from '../../src/core/decision.ts';
import { evidenceOf } from '../../src/core/evidence.ts';
import type { ReportData } from '../../src/report/report.ts';

export const TASK = 'Summarise this mail in one sentence for the person on support duty';
export const NOTHING_MISSING = { outputs: 0, ratings: 0 };

interface Story {
  readonly n: number;
  readonly rate: { readonly [candidate: string]: (i: number) => number };
  readonly incumbent?: string;
  readonly rest?: Partial<DecideInput>;
}

/** Ratings of n examples by a rule of the example's number; always the same. */
function inputOf({ n, rate, incumbent, rest }: Story): DecideInput {
  const examples = Array.from({ length: n }, (_, i) => ({
    id: `e${i}`,
    weight: 10 + (i % 3),
    slices: [i % 4 === 0 ? 'length:long' : 'length:short'],
  }));
  const names = Object.keys(rate);
  const cells = names.flatMap((candidate) =>
    examples.map((example, i) => ({ candidate, example: example.id, i })),
  );
  return {
    examples,
    candidates: names.map((name) => ({ name, incumbent: name === incumbent })),
    ratings: cells.map(({ candidate, example, i }) => {
      const rating = rate[candidate]!(i);
      return { candidate, example, rater: 'ann', rating, acceptable: rating >= 4 };
    }),
    outputs: cells.map(({ candidate, example, i }) => ({
      candidate,
      example,
      status: candidate === 'local' && i % 17 === 0 ? 'empty' : 'ok',
      costUsd: candidate === 'sonnet' ? 0.0019 : 0.005,
      latencyMs: 800 + 37 * (i % 11),
      length: 100,
    })),
    ...rest,
  };
}

export function decision(story: Story): Decision {
  return decide(inputOf(story));
}

export function reportData(story: Story, task = TASK): ReportData {
  const input = inputOf(story);
  return {
    task,
    decision: decide(input),
    evidence: evidenceOf(input),
    missing: NOTHING_MISSING,
    at: '2026-11-01T09:00:00.000Z',
  };
}

export const SWITCHING: Story = {
  n: 50,
  incumbent: 'gpt-mini',
  rate: {
    sonnet: (i) => 4 + (i % 3 === 0 ? 1 : 0),
    'gpt-mini': (i) => 3 + (i % 2),
    local: (i) => 1 + (i % 3),
  },
};
export const TOO_CLOSE: Story = {
  n: 20,
  rate: { a: (i) => 3 + (i % 2), b: (i) => 3 + ((i + 1) % 2) },
  rest: { options: { looks: [10, 20, 30, 40, 50] } },
};
