/** What is stored may be larger than the memory of the user's machine. */
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { openStore } from '../../src/store/open-store.ts';
import { exampleOf } from '../fixtures/nouns.ts';
import { freshProject } from '../fixtures/project.ts';

/** Has the process say its peak on stderr, in KB. */
const SAY_PEAK =
  "data:text/javascript,process.on('exit',()=>process.stderr.write('peak:'+process.resourceUsage().maxRSS))";

test('status, run and decide with 300 MB of stored answers need less than that', {
  timeout: 120_000,
}, async () => {
  await using project = await freshProject(
    {
      'fieldtest.yaml': 'task: t\ncandidates:\n  - { name: long, run: file://long.mjs }\n',
      'long.mjs': "export const run = ({ input }) => 'long answer '.repeat(5000) + input;\n",
    },
    { NODE_OPTIONS: `--import=${SAY_PEAK}` },
  );
  const store = await openStore(join(project.dir, '.fieldtest/fieldtest.db'));
  await store.setExamples(Array.from({ length: 5000 }, (_, i) => exampleOf(`question ${i}`)));
  await store.close();
  await project.run('run', '--trust');
  for (const command of ['status', 'run', 'decide']) {
    const { stderr } = await project.run(command);
    expect({ command, peakMB: Number(/peak:(\d+)/.exec(stderr)?.[1]) / 1024 }).toMatchObject({
      peakMB: expect.toSatisfy((peak: number) => peak < 250),
    });
  }
});
