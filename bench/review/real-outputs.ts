/** Real prompts and answers for a session of 50 examples x 3 candidates; see the data's own README for their source. */
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { gunzipSync } from 'node:zlib';
import { parseJsonl } from '../../test/fixtures/project.ts';

export interface RealOutputs {
  readonly name: string;
  readonly candidates: readonly string[];
  readonly examples: readonly {
    readonly input: string;
    readonly outputs: { readonly [name: string]: string };
  }[];
}

const EXAMPLES = 50;

/** The sets that are there; none when the folder is not. */
export function realOutputs(dir: string): readonly RealOutputs[] {
  return [arenaHard(join(dir, 'arena_hard')), pandaLm(join(dir, 'pandalm'))].filter(
    (set) => set !== undefined,
  );
}

function arenaHard(dir: string): RealOutputs | undefined {
  if (!existsSync(dir)) return undefined;
  const rows = <T>(file: string) =>
    parseJsonl<T>(gunzipSync(readFileSync(join(dir, `arena-hard-v0.1__${file}.jsonl.gz`))).toString());
  const candidates = ['gpt-3.5-turbo-0125', 'gpt-4-0314', 'gpt-4-0613'];
  const answers = candidates.map((name) => {
    const all = rows<{ uid: string; messages: { content: { answer: string } }[] }>(`model_answer__${name}`);
    return new Map(all.map(({ uid, messages }) => [uid, messages[1]!.content.answer]));
  });
  const examples = rows<{ uid: string; prompt: string }>('question')
    .filter(({ uid }) => answers.every((one) => one.has(uid)))
    .slice(0, EXAMPLES)
    .map(({ uid, prompt }) => ({
      input: prompt,
      outputs: Object.fromEntries(candidates.map((name, i) => [name, answers[i]!.get(uid)!])),
    }));
  return { name: 'arena_hard', candidates, examples };
}

function pandaLm(dir: string): RealOutputs | undefined {
  if (!existsSync(dir)) return undefined;
  const candidates = ['llama-7b', 'cerebras-gpt-6.7B', 'pythia-6.9b'];
  const byInput = new Map<string, { [name: string]: string }>();
  for (const row of parseJsonl<{ [key: string]: string }>(readFileSync(join(dir, 'pairs.jsonl'), 'utf8'))) {
    const input = `${row.instruction}\n\n${row.input}`.trim();
    const outputs = byInput.get(input) ?? {};
    const [first, second] = row.cmp_key!.split('_');
    outputs[first!] = row.response1!;
    outputs[second!] = row.response2!;
    byInput.set(input, outputs);
  }
  const examples = [...byInput]
    .filter(([, outputs]) => candidates.every((name) => name in outputs))
    .slice(0, EXAMPLES)
    .map(([input, outputs]) => ({ input, outputs }));
  return { name: 'pandalm', candidates, examples };
}
