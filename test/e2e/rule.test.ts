/** The rule of a decision is fixed before results are seen; who changes it after leaves a trace in every report. */
import { expect, test } from 'vitest';
import type { Decision } from '../../src/core/decision.ts';
import { freshProject, jsonl } from '../fixtures/project.ts';

const CONFIG = (decide: string) =>
  `task: t\ncandidates:\n  - { name: old, recorded: file://o.jsonl }\n  - { name: new, recorded: file://o.jsonl }\ndecide: ${decide}\n`;

test('a margin that was changed after the first decision is told, also in later ones', async () => {
  const ids = Array.from({ length: 12 }, (_, i) => `e${i}`);
  const rows = ids.flatMap((example) =>
    ['old', 'new'].map((candidate) => ({ example, candidate, output: `${candidate} ${example}` })),
  );
  await using project = await freshProject({
    'fieldtest.yaml': CONFIG('{ margin: 0.2 }'),
    'set.jsonl': jsonl(ids.map((id) => ({ id, input: id }))),
    'o.jsonl': jsonl(rows),
    'r.jsonl': jsonl(
      rows.map(({ example, candidate }, i) => ({
        example,
        candidate,
        rater: 'ann',
        rating: 3 + (i % 3 === 0 ? 1 : 0),
      })),
    ),
  });
  await project.run('examples', 'import', 'set.jsonl');
  await project.run('run');
  await project.write('fieldtest.yaml', CONFIG('{ margin: 0.3 }'));
  // Nothing was seen yet, so this is no change.
  await project.run('ratings', 'import', 'r.jsonl');
  const changes = ({ warnings }: Decision) =>
    warnings.filter((warning) => warning.startsWith('The rule was changed'));
  expect(changes(await project.json<Decision>('decide'))).toEqual([]);
  await project.write('fieldtest.yaml', CONFIG('{ margin: 1, looks: final }'));
  const told = ['The rule was changed after results were seen: margin 0.3 -> 1; looks 10, 12 -> final.'];
  expect(changes(await project.json<Decision>('decide'))).toEqual(told);
  const report = await project.run('decide');
  expect(report.stdout).toMatch(
    /How this could be wrong[\s\S]*rule was changed after results were seen: margin\s+0\.3 -> 1/,
  );
});
