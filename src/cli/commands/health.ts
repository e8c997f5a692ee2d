/** `fieldtest health`: signs that the set wears out, and what to do about each. */
import type { Command } from 'commander';
import { healthText } from '../../report/health-text.ts';
import { withProject } from '../app.ts';

export function addHealth(program: Command): void {
  program
    .command('health')
    .description('signs that the set wears out: each with its examples and the command that acts on it')
    .action(async (_options: object, command: Command) => {
      await withProject(command, async (project, terminal) => {
        const { health } = await import('../../pipeline/health.ts');
        const result = await health(project);
        terminal.result(result, healthText(result, terminal));
      });
    });
}
