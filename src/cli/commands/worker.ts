/** `fieldtest worker`: helps with the runs that are started on the same PostgreSQL store, from any machine. */
import type { Command } from 'commander';
import type { WorkerResult } from '../../pipeline/worker.ts';
import { count, EXIT, withProject } from '../app.ts';

export function addWorker(program: Command): void {
  program
    .command('worker')
    .description('help with every run on this PostgreSQL store, from any number of machines, until Ctrl-C')
    .option('--once', 'end when nobody runs, instead of waiting for the next run')
    .action(async (options: { readonly once?: boolean }, command: Command) => {
      await withProject(command, async (project, terminal) => {
        const { worker } = await import('../../pipeline/worker.ts');
        const result = await worker(project, options);
        terminal.result(result, workerText(result));
        if (result.interrupted) process.exitCode = EXIT.interrupted;
      });
    });
}

function workerText({ runs }: WorkerResult): string {
  const added = runs.flatMap(({ candidates }) => candidates).reduce((sum, one) => sum + one.added, 0);
  return `Helped with ${count(runs.length, 'run')}: ${count(added, 'output')} stored`;
}
