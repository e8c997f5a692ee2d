/** Every command, in the order in which a team meets them. */
import type { Command } from 'commander';
import { addBenchmarksCommand } from './benchmarks.ts';
import { addCapture } from './capture.ts';
import { addCheck } from './check.ts';
import { addChecks } from './checks.ts';
import { addDecide } from './decide.ts';
import { addDemo } from './demo.ts';
import { addDoctor } from './doctor.ts';
import { addDraft } from './draft.ts';
import { addExamples } from './examples.ts';
import { addExport } from './export.ts';
import { addFilter } from './filter.ts';
import { addForget } from './forget.ts';
import { addHealth } from './health.ts';
import { addHistory } from './history.ts';
import { addImport } from './import.ts';
import { addInit } from './init.ts';
import { addOutputs } from './outputs.ts';
import { addPick } from './pick.ts';
import { addPlan } from './plan.ts';
import { addQuick } from './quick.ts';
import { addRatings } from './ratings.ts';
import { addRefresh } from './refresh.ts';
import { addReview } from './review.ts';
import { addRun } from './run.ts';
import { addStatus } from './status.ts';
import { addTry } from './try.ts';
import { addVerify } from './verify.ts';
import { addWorker } from './worker.ts';

export const commands: readonly ((program: Command) => void)[] = [
  addStatus,
  addInit,
  addQuick,
  addImport,
  addCapture,
  addPick,
  addPlan,
  addDraft,
  addRun,
  addWorker,
  addChecks,
  addReview,
  addRatings,
  addDecide,
  addHealth,
  addRefresh,
  addTry,
  addVerify,
  addCheck,
  addHistory,
  addBenchmarksCommand,
  addFilter,
  addExamples,
  addOutputs,
  addExport,
  addForget,
  addDoctor,
  addDemo,
];
