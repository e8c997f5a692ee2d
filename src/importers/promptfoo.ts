/** promptfoo: tests as a table, YAML or JSON, those in a config, and results. */
import { hash } from 'node:crypto';
import { FieldtestError } from '../core/errors.ts';
import { isJsonObject, type Json } from '../core/json.ts';
import type { Importer } from '../core/plugins.ts';
import { isResult, outputOfResult, promptsIn, testOfResult, thumbsOfResult } from './promptfoo/results.ts';
import { isTestTable, testOfRow, testsOfConfig, testsOfEntry } from './promptfoo/tests.ts';
import {
  type ExportReader,
  type ExportSample,
  type JsonObject,
  SURE,
  type ToolExport,
  toolImporter,
} from './tool-export.ts';
import { objectOf } from './tool-record.ts';

const VERSIONS = [2, 3];

export const promptfooExport: ToolExport = {
  format: 'promptfoo',
  description: 'promptfoo: tests (CSV, YAML, JSON), a config, results (JSON)',
  carriers: ['json', 'yaml', 'table'],
  sniff({ carrier, document, text, rows: [row] }) {
    if (carrier === 'yaml') return /^(- |\s+)?(vars|tests|scenarios):/m.test(text) ? SURE : 0;
    if (carrier === 'table') return row !== undefined && isTestTable(Object.keys(row)) ? SURE : 0;
    if (isResults(document) || isConfig(document)) return SURE;
    return row !== undefined && (isResult(row) || isTest(row)) ? SURE : 0;
  },
  open: (file, sample) => openPromptfoo(file, sample),
};

export const promptfoo: Importer = toolImporter(promptfooExport);

/** `{ results: { version, results: [] } }`, or the inner one alone. */
function isResults(document: Json | undefined): document is JsonObject {
  return isJsonObject(document) && resultsPath(document) !== undefined;
}

function resultsPath(document: JsonObject): readonly string[] | undefined {
  const inner = objectOf(document.results);
  if ('version' in inner || Array.isArray(inner.results)) return ['results', 'results'];
  const alone =
    Array.isArray(document.results) && ('stats' in document || typeof document.version === 'number');
  return alone ? ['results'] : undefined;
}

function isConfig(document: Json | undefined): document is JsonObject {
  if (!isJsonObject(document)) return false;
  const parts = ['prompts', 'providers', 'targets', 'defaultTest', 'scenarios'];
  return ('tests' in document || 'scenarios' in document) && parts.some((key) => key in document);
}

function isTest(row: JsonObject): boolean {
  return (
    'vars' in row && ('assert' in row || 'options' in row || 'threshold' in row || 'providerOutput' in row)
  );
}

function openPromptfoo(file: string, sample: ExportSample | undefined): ExportReader {
  const prompts = promptsIn((sample?.rows ?? []).filter(isResult));
  const seen = new Map<string, number>();
  /** promptfoo repeats a test by running it again: the second answer is the second trial. */
  const trialOf = (row: JsonObject): number => {
    const parts = [row.provider, row.prompt ?? null, row.testCase ?? null, row.vars ?? null];
    const key = hash('sha1', JSON.stringify(parts), 'base64');
    const trial = (seen.get(key) ?? 0) + 1;
    seen.set(key, trial);
    return trial;
  };
  return {
    rowsAt(document) {
      if (Array.isArray(document)) return [];
      if (!isJsonObject(document)) return undefined;
      const path = resultsPath(document);
      if (path === undefined) return undefined;
      const { version = 3 } = path.length === 2 ? objectOf(document.results) : document;
      if (VERSIONS.includes(version as number)) return path;
      throw new FieldtestError(
        'input',
        `${file}: results of promptfoo of version ${JSON.stringify(version)}; known are ${VERSIONS.join(' and ')}`,
        'Nothing was imported. Run `promptfoo export eval` with a newer promptfoo.',
      );
    },
    records(row) {
      if (isResult(row)) return testOfResult(row);
      if (isConfig(row)) return testsOfConfig(row);
      if (sample?.carrier === 'table') return [testOfRow(row)];
      return 'vars' in row
        ? testsOfEntry(row, {})
        : [{ kind: 'fault', reason: 'neither a test nor a result: no vars' }];
    },
    outputs: (row) => (isResult(row) ? [outputOfResult(row, { prompts, trial: trialOf(row) })] : []),
    ratings(row, { scale }) {
      return isResult(row) ? thumbsOfResult(row, { prompts, trial: trialOf(row), scale }) : [];
    },
  };
}
