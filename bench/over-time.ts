/** `npm run bench:time [-- DIR EVALS]`: whether links, screens and the gate for CI keep what they promise, on real scores. */
import { figures } from './limits.ts';
import { realScores } from './real-scores.ts';
import { randomFrom } from './simulate-decisions.ts';
import { changes, linking, screens } from './simulate-over-time.ts';

const [dir = '../shared/data', evalsText = '2000'] = process.argv.slice(2);
const evals = Number(evalsText);
const sets = realScores(dir);
if (sets.length === 0) {
  console.error(`no data in ${dir}: it needs wmt_mqm/ and zeroeval/, see bench/real-scores.ts`);
  process.exit(1);
}

const { line, end } = figures(evals);
for (const set of sets) {
  const world = (seed: number) => ({ set, evals, random: randomFrom(seed) });
  console.log(
    `\n${set.name}: ${set.scores.length} items, ${set.systems.length} systems, ${evals} evals a figure`,
  );
  console.log('history: who left is linked to a set of which a third was replaced');
  const link = linking(world(1), {});
  line('error of the link covers the truth', link.link, { atLeast: 0.95 });
  line('interval covers the mean over everything', link.whole, { atLeast: 0.94 });
  console.log(`  ${'half the width of the link'.padEnd(46)} ${link.width.toFixed(3).padStart(8)}`);
  line('the same, where the examples that say nothing left', linking(world(2), { saturated: true }).link);
  line('the same, by a rater who gives more to one in five', linking(world(1), { milder: 0.2 }).link, {
    atLeast: 0.95,
  });
  line('the same, who gives more to half', linking(world(1), { milder: 0.5 }).link);
  line('the same, who gives more to all', linking(world(1), { milder: 1 }).link);
  console.log('try --screen: given up after ten examples');
  const screen = screens(world(3));
  line('the best of four', screen.best, { atMost: 0.01 });
  line('one that is as good as the best', screen.tie);
  line('one that is 20 points or more below the best', screen.hopeless);
  for (const n of [50, 100]) {
    console.log(`check: a change on ${n} examples`);
    const atMargin = changes(world(n + 1), { n, times: 1 });
    line('worse by the margin: passes', atMargin.pass, { atMost: 0.05 });
    const more = changes(world(n + 5), { n, times: 1.1 });
    line('worse by a tenth more than the margin: passes', more.pass, { atMost: 0.05 });
    line('worse by twice the margin: passes', changes(world(n + 2), { n, times: 2 }).pass, { atMost: 0.05 });
    line('worse by four times the margin: stopped', changes(world(n + 3), { n, times: 4 }).worse);
    const tie = changes(world(n + 4), { n, times: 0 });
    line('as good: passes', tie.pass);
    line('as good: not decided', tie.open);
    line('as good: stopped', tie.worse, { atMost: 0.025 });
  }
}
end();
