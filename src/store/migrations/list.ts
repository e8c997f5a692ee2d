/** The migrations in order, forward only: a released one never changes, the next one mends it. */
import type { Migration } from 'kysely/migration';
import { first } from './0001-first.ts';
import { scores } from './0002-scores.ts';
import { compactOutputs } from './0003-compact-outputs.ts';
import { calls } from './0004-calls.ts';
import { sharedPace } from './0005-shared-pace.ts';
import { rowChecks } from './0006-row-checks.ts';
import { forget } from './0007-forget.ts';
import { picking } from './0008-picking.ts';
import { history } from './0009-history.ts';
import { benchmarks } from './0010-benchmarks.ts';
import { shortDigests } from './0011-short-digests.ts';

export const migrations: Readonly<Record<string, Migration>> = {
  '0001-first': first,
  '0002-scores': scores,
  '0003-compact-outputs': compactOutputs,
  '0004-calls': calls,
  '0005-shared-pace': sharedPace,
  '0006-row-checks': rowChecks,
  '0007-forget': forget,
  '0008-picking': picking,
  '0009-history': history,
  '0010-benchmarks': benchmarks,
  '0011-short-digests': shortDigests,
};
