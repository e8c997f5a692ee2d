/** `npm run bench:decide [-- DIR EVALS]`: how often decisions on real scores are right, wrong, sure and early. */
import { figures } from './limits.ts';
import { realScores } from './real-scores.ts';
import {
  bestOf,
  cheaperThoughWorse,
  coverage,
  falseCalls,
  falseCallsAfterQuick,
  foretold,
  power,
  randomFrom,
} from './simulate-decisions.ts';

const [dir = '../shared/data', evalsText = '2000'] = process.argv.slice(2);
const evals = Number(evalsText);
const sets = realScores(dir);
if (sets.length === 0) {
  console.error(`no data in ${dir}: it needs wmt_mqm/ and zeroeval/, see bench/real-scores.ts`);
  process.exit(1);
}

const LOOKS: { readonly [n: number]: readonly number[] } = {
  20: [10, 20],
  50: [10, 20, 30, 40, 50],
  100: [20, 40, 60, 80, 100],
};
const { line, percent, end } = figures(evals);

for (const set of sets) {
  console.log(
    `\n${set.name}: ${set.scores.length} items, ${set.systems.length} systems, ${evals} evals a figure`,
  );
  for (const n of [20, 50, 100]) {
    for (const looks of [undefined, LOOKS[n]!]) {
      const drawing = {
        set,
        n,
        evals,
        random: randomFrom(n + (looks === undefined ? 0 : 1)),
        ...(looks === undefined ? {} : { looks }),
      };
      console.log(`n = ${n}, ${looks === undefined ? 'one look' : `looks at ${looks.join(' ')}`}`);
      const covered = coverage(drawing);
      line('interval covers the truth', covered.picked, { atLeast: 0.94 });
      line('weighted interval covers the truth', covered.traffic, { atLeast: 0.94 });
      line('exact ties that get a winner', falseCalls(drawing), { atMost: 0.055 });
      if (n === 50 && looks !== undefined)
        line('the same, ten of --quick before', falseCallsAfterQuick(drawing), { atMost: 0.055 });
      const best = bestOf(drawing, 5);
      line('best of 5 neighbours: true best stays', best.kept, { atLeast: 0.97 });
      line('best of 5 neighbours: wrong winner', best.wrong, { atMost: 0.025 });
      line('best of 5 neighbours: a winner is named', best.named);
      // Few large losses among many equal answers are skewed, so that a bound of 95 % is passed a little more often than 5 %.
      line('worse by the margin: as good and cheaper', cheaperThoughWorse(drawing, 1), { atMost: 0.075 });
      line('worse by two margins: as good and cheaper', cheaperThoughWorse(drawing, 2), { atMost: 0.01 });
      const { ours, pairedT, labels } = power(drawing);
      line('real gap: right winner', ours, n >= 50 ? { atLeast: pairedT - 0.04 } : undefined);
      line('real gap: right winner by the paired t', pairedT);
      if (looks !== undefined)
        console.log(`  ${'real gap: examples used'.padEnd(46)} ${labels.toFixed(1).padStart(8)}  of ${n}`);
    }
  }
}
console.log('\nWhat fieldtest plan foretells of real gaps, beside what decide finds (within 2 points)');
for (const set of sets) {
  const range = set.by === 'rating' ? 4 : 1;
  console.log(set.name);
  for (const n of [10, 20, 50]) {
    for (const [least, most] of [
      [0.04, 0.08],
      [0.08, 0.15],
      [0.15, 0.3],
    ] as const) {
      const drawing = { set, n, evals, random: randomFrom(n), ...(n > 10 && { looks: LOOKS[n]! }) };
      const told = foretold(drawing, { least: least * range, most: most * range });
      const what = `n = ${n}, gaps ${100 * least} to ${100 * most} %: foretold${percent(told.foretold)}`;
      line(what, told.found, { atLeast: told.foretold - 0.02, atMost: told.foretold + 0.02 });
    }
  }
}
end();
