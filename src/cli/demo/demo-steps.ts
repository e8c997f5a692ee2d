/** The demo's loop: each verb as a user would type it, and a line of what it did. */
import type { OpenProject } from '../../open.ts';
import { type DecideResult, decideTask } from '../../pipeline/decide.ts';
import { importExamples } from '../../pipeline/examples.ts';
import { importRecords } from '../../pipeline/import-records.ts';
import { pick } from '../../pipeline/pick.ts';
import { importRatings } from '../../pipeline/ratings.ts';
import { run } from '../../pipeline/run.ts';
import { count, distinctText } from '../app.ts';

export interface DemoStep {
  /** As it would be typed. */
  readonly command: string;
  /** Does it and says what it did. */
  readonly work: (project: OpenProject) => Promise<string>;
}

export interface DemoOptions {
  /** The mails to import and to pick from; absent: the picked set that the example ships. */
  readonly records: string | undefined;
  /** Files of the example that the user changed. */
  readonly changedByUser: readonly string[];
}

export function demoSteps({ records, changedByUser }: DemoOptions): readonly DemoStep[] {
  const set =
    records === undefined ? [bringSet('')] : [bringRecords(records), pickSet, bringSet(' --replace')];
  const programs = changedByUser.filter((file) => /^(programs\b|fieldtest\.yaml$)/.test(file));
  return [...set, runAll, programs.length === 0 ? rate : leaveUnrated(programs)];
}

function bringSet(flag: '' | ' --replace'): DemoStep {
  return {
    command: `fieldtest examples import examples.jsonl${flag}`,
    async work(project) {
      const { rows, added } = await importExamples(project, { file: 'examples.jsonl', replace: flag !== '' });
      return `${count(rows, 'mail')} that an earlier \`fieldtest pick\` drew from the 6,046: those that were rated${again(added === 0)}`;
    },
  };
}

function bringRecords(file: string): DemoStep {
  return {
    command: `fieldtest import ${file}`,
    async work(project) {
      const { files, pool } = await importRecords(project, { files: [file] });
      return `${count(pool.records, 'mail')}, ${distinctText(pool, 'distinct one')}${again(files.every(({ known }) => known))}`;
    },
  };
}

const pickSet: DemoStep = {
  command: 'fieldtest pick',
  async work(project) {
    const { examples, holdout, strata } = await pick(project, {});
    const kinds = count(strata.filter(({ picked }) => picked > 0).length, 'kind');
    return `${count(examples, 'example')} of ${kinds}, and ${holdout} held out; why each is there: fieldtest pick --explain`;
  },
};

const runAll: DemoStep = {
  command: 'fieldtest run',
  async work(project) {
    const { candidates } = await run(project, {});
    const added = candidates.reduce((sum, candidate) => sum + candidate.added, 0);
    const failed = candidates.reduce((sum, candidate) => sum + candidate.failed, 0);
    const bad = failed === 0 ? '' : `, ${failed} failed`;
    return added === 0
      ? 'every output is stored already: nothing is asked twice'
      : `${count(added, 'output')} of ${count(candidates.length, 'candidate')}${bad}`;
  },
};

const rate: DemoStep = {
  command: 'fieldtest ratings import ratings.jsonl',
  async work(project) {
    const { rows, added } = await importRatings(project, { file: 'ratings.jsonl' });
    return `${count(rows, 'rating')} that the example ships, made by a language model${again(added === 0)}`;
  },
};

/** The shipped ratings are of what the shipped programs say; another text must not inherit them. */
function leaveUnrated(programs: readonly string[]): DemoStep {
  return {
    command: rate.command,
    work: async () =>
      `left out, because you changed ${programs.join(', ')}: these ratings are of the programs as they came`,
  };
}

function again(nothingNew: boolean): string {
  return nothingNew ? ' (there already)' : '';
}

/** The last step, whose result is the report. */
export const decideStep = {
  command: 'fieldtest decide',
  work: (project: OpenProject): Promise<DecideResult> => decideTask(project, {}),
};
