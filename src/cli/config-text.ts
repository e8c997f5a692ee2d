/** The text of the commented `fieldtest.yaml` that `fieldtest init` writes. Pure. */
import { stringify } from 'yaml';

export interface InitAnswers {
  readonly task: string;
  /** `provider:model` each. */
  readonly models: readonly string[];
  /** Paths of modules with `export async function run`. */
  readonly runs: readonly string[];
  readonly commands: readonly string[];
  /** Paths of JSONL files of outputs made elsewhere. */
  readonly recorded: readonly string[];
  /** A prompt file, relative to the config. */
  readonly prompt?: string;
  /** The name of the candidate that runs in production now. */
  readonly incumbent?: string;
  readonly quick: boolean;
}

/** What stands in for models when none is named, so that the file is valid and shows how to go on. */
const PLACEHOLDER_MODELS = ['openai:gpt-5-mini', 'anthropic:claude-sonnet-5'];

/** The names that the candidates get, in config order. */
export function candidateNames(answers: InitAnswers): readonly string[] {
  return entriesOf(answers).map((entry) => entry.name ?? entry.model!);
}

/** The config file; `schema` is what the editor line points to. */
export function configText(answers: InitAnswers, schema: string): string {
  const { task, prompt, incumbent, quick } = answers;
  const candidates = entriesOf(answers).map((entry) =>
    (entry.name ?? entry.model) === incumbent ? { ...entry, incumbent: true } : entry,
  );
  const promptLines =
    prompt === undefined
      ? [
          "# Without a prompt each record's own messages are replayed. With one, {{path.to.variable}} is filled in:",
          '# prompt: file://prompts/task.md',
        ]
      : [
          `prompt: ${scalar(`file://${prompt}`)}   # {{path.to.variable}} is filled in from the record, no code`,
        ];
  const hasModel = candidates.some((entry) => entry.model !== undefined);
  return `# yaml-language-server: $schema=${schema}
# Which model to ship, measured on your own work. Every key: docs/guide/config.md of fieldtest.
task: ${scalar(task)}

${promptLines.join('\n')}

# What could be shipped. Kinds: model, run (your module), command, http (your endpoint), recorded (outputs made elsewhere).
# incumbent: true marks what runs in production now.
candidates:
${stringify(candidates).replace(/^(?=.)/gm, '  ')}${hasModel ? MODEL_HINTS : ''}
# What the expert is asked about each output: a yes/no question, a scale, or both.
rate:
  question: Would you be comfortable showing this to a user?
  scale: 5
  acceptable: true
  # guide: file://rubric.md

# The rule, fixed before anybody sees which candidate gave what.
decide:
  by: rating        # or acceptable
  # margin: 0.2     # "as good as" allows this much less; by default 0.2 on a scale of 5, 0.05 (5 points) of acceptable
  # looks: [10, 20, 30, 40, 50]                          # when a verdict may be read while rating (this is the default)
  # limits: { costPer1000Usd: 5, p95LatencyMs: 3000 }    # what exceeds them is out

# What needs no expert: checked by the machine, never taken for a rating. See docs/guide/checks.md of fieldtest.
# checks:
#   - { jsonSchema: file://schema.json, gate: true, atLeast: 0.95 }    # who passes on less is out
#   - { maxWords: 120 }

examples:
  count: ${quick ? 10 : 50}
  holdout: ${quick ? 0 : 10}       # kept apart, for a decision you want to trust later
  seed: 1

# Personal data (e-mail, phone, card, IBAN, keys ...) becomes placeholders before anything is stored. Decide before you import:
# ids depend on it. See docs/guide/privacy.md of fieldtest.
# redact: true

# store: postgres://...   # default: SQLite in .fieldtest/
`;
}

const MODEL_HINTS = `    # params: { temperature: 0, maxOutputTokens: 800 }
    # price: { input: 3, output: 15 }      # USD per 1M tokens, where the price catalogue is wrong or has none
    # baseUrl: http://127.0.0.1:8080/v1    # with model: openai-compatible:NAME
`;

interface Entry {
  readonly name?: string;
  readonly model?: string;
  readonly run?: string;
  readonly command?: string;
  readonly recorded?: string;
}

function entriesOf({ models, runs, commands, recorded }: InitAnswers): readonly Entry[] {
  const given: readonly Entry[] = [
    ...models.map((model) => ({ model })),
    ...runs.map((path) => ({ name: baseName(path), run: `file://${path}` })),
    ...commands.map((command, i) => ({
      name: commands.length === 1 ? 'command' : `command-${i + 1}`,
      command,
    })),
    ...recorded.map((path) => ({ name: baseName(path), recorded: `file://${path}` })),
  ];
  return given.length > 0 ? given : PLACEHOLDER_MODELS.map((model) => ({ model }));
}

function baseName(path: string): string {
  return path
    .split(/[\\/]/)
    .at(-1)!
    .replace(/\.[^.]+$/, '');
}

function scalar(text: string): string {
  return stringify(text, { lineWidth: 0 }).trimEnd();
}
