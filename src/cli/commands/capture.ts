/** `fieldtest capture`: production calls and spans pass by here, and the pool fills. */
import type { Command } from 'commander';
import { FieldtestError } from '../../core/errors.ts';
import type { OpenProject } from '../../open.ts';
import type { CaptureCounts, CaptureResult, Recorder } from '../../pipeline/capture.ts';
import { count, distinctText, untilAborted, withProject } from '../app.ts';
import { atLeast, share } from '../numbers.ts';

interface Options {
  readonly upstream?: string;
  readonly port: number;
  readonly sample: number;
}

/** Where exporters of OpenTelemetry send to when nobody says anything. */
const PORT = 4318;

/** How often the counts are looked at. */
const SAY_MS = 2_000;

/** Where no line can be rewritten progress is said every ten seconds; after so many looks it was, and nothing new is to say. */
const LOOKS = 6;

export function addCapture(program: Command): void {
  program
    .command('capture')
    .description(
      'pass the calls of your app on to its provider, and record them; take spans of OpenTelemetry',
    )
    .option('--upstream <url>', 'the base URL that your app uses now (default: OpenAI’s and Anthropic’s own)')
    .option(
      '--port <n>',
      'the port to listen on, on this machine alone; 0 is any that is free',
      atLeast(0, 65_535),
      PORT,
    )
    .option('--sample <share>', 'record this share of calls and spans, e.g. 0.1 or 10%', share, 1)
    .action(async (options: Options, command: Command) => {
      await withProject(command, async (project, terminal) => {
        const result = await capture(project, options);
        terminal.result(result, captureText(result));
      });
    });
}

async function capture(project: OpenProject, options: Options): Promise<CaptureResult> {
  const { startProxy } = await import('../../capture/start.ts');
  const { isInTheClear, isOwnAddress, upstreamsOf } = await import('../../capture/upstream.ts');
  const { openRecorder } = await import('../../pipeline/capture.ts');
  const { log, signal } = project;
  const { callPaths } = await project.importers();
  if (!project.store.writable) throw readOnly(project.store.location);
  const upstreams = upstreamsOf(options.upstream);
  if (isOwnAddress(upstreams.openai, options.port)) {
    throw new FieldtestError(
      'usage',
      '--upstream is the address that capture itself listens on',
      'Name the provider’s address, or listen elsewhere with --port.',
    );
  }
  if (isInTheClear(upstreams.openai))
    log.warn(`${upstreams.openai.origin} is not encrypted: your keys go there in the clear`);
  const origins = [...new Set([upstreams.openai.origin, upstreams.anthropic.origin])];
  const recorder = await openRecorder(project, { upstreams: origins, sample: options.sample });
  const proxy = await startProxy(
    { port: options.port, upstreams, recorded: callPaths },
    {
      call: recorder.call,
      skipped: recorder.skipped,
      unanswered: recorder.unanswered,
      failed: recorder.failed,
      spans: recorder.spans,
    },
  ).catch(async (error: unknown) => {
    await recorder.end();
    throw error;
  });
  const address = `http://127.0.0.1:${proxy.port}`;
  const on = (origin: string): string => `   (goes on to ${origin})`;
  const lines = [
    `Recording what passes by ${address}. Set what your app uses:`,
    `  OPENAI_BASE_URL=${address}/v1${on(upstreams.openai.origin)}`,
    `  ANTHROPIC_BASE_URL=${address}${on(upstreams.anthropic.origin)}`,
    `  OTEL_EXPORTER_OTLP_TRACES_ENDPOINT=${address}/v1/traces   (instead: spans that hold messages)`,
    'Ctrl-C ends it; what was recorded is kept.',
  ];
  for (const line of lines) log.info(line);
  try {
    const said = sayCounts(project, address, recorder);
    await Promise.race([untilAborted(signal), proxy.failed]);
    await said;
    // A second Ctrl-C would not wait for what is still under way.
    await recorder.flush();
    await proxy.close();
  } catch (error) {
    // What has been recorded is kept, whatever became of the thread.
    await recorder.end();
    throw error;
  } finally {
    log.progress(undefined);
  }
  return await recorder.end();
}

/** Says every few seconds what has passed, if anything has. */
async function sayCounts(project: OpenProject, address: string, recorder: Recorder): Promise<void> {
  const { clock, log, signal } = project;
  let last = '';
  let looks = 0;
  while (!signal.aborted) {
    const counts = recorder.counts();
    const line = countsLine(counts);
    if (line !== last) looks = LOOKS;
    last = line;
    if (looks-- > 0)
      log.progress({ lines: [line], facts: { address, ...counts, spans: { ...counts.spans } } });
    await clock.sleep(SAY_MS, signal);
  }
}

function countsLine({ passed, recorded, skipped, unanswered, failed, spans }: CaptureCounts): string {
  const calls = `${count(passed, 'request')} passed: ${recorded} recorded, ${sum(skipped)} skipped, ${sum(unanswered)} not answered, ${sum(failed)} failed to record`;
  if (spans.received === 0) return calls;
  return `${calls}; ${count(spans.received, 'span')}: ${spans.recorded} recorded, ${sum(spans.skipped)} skipped, ${sum(spans.failed)} failed`;
}

function captureText(result: CaptureResult): string {
  const { stored, spans, skipped, unanswered, failed, pool } = result;
  const reasons = [skipped, unanswered, failed, spans.skipped, spans.failed].flatMap((each) =>
    Object.entries(each).map(([reason, n]) => `  ${n} not recorded: ${reason}`),
  );
  return [
    countsLine(result),
    ...reasons,
    `${count(stored, 'record')} kept; ${count(pool.records, 'record')} in all, ${distinctText(pool, 'distinct input')}`,
    '',
    pool.records === 0
      ? 'Next: send calls through it again, or fieldtest import FILE'
      : 'Next: fieldtest pick',
  ].join('\n');
}

function sum(reasons: { readonly [reason: string]: number }): number {
  return Object.values(reasons).reduce((all, n) => all + n, 0);
}

function readOnly(location: string): FieldtestError {
  return new FieldtestError(
    'store',
    `${location} may only be read by this user, so nothing could be recorded`,
    'Use a store that may be written.',
  );
}
