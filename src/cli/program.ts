/** The command line: global flags, the commands, and what their errors become. */
import { Command, CommanderError, Option } from 'commander';
import { FieldtestError } from '../core/errors.ts';
import { nearest } from '../core/nearest.ts';
import { visibleLine } from '../core/visible.ts';
import { colourPaint, plainPaint } from '../report/text-layout.ts';
import { EXIT, type GlobalOptions } from './app.ts';
import { commands } from './commands/list.ts';
import { errorDocument, showError } from './terminal.ts';
import { version } from './version.ts';

/** The whole program, also for the generated docs/cli.md. */
export function buildProgram(): Command {
  const program = new Command('fieldtest')
    .description('Choose a model by measuring it on your own work.')
    .version(version, '-V, --version', 'print the version')
    .option('-c, --config <file>', 'the config (default: fieldtest.yaml here or in a folder above)')
    .option('--json', 'one JSON document on stdout, nothing else there')
    .option('--no-color', 'no colour (NO_COLOR is honoured too)')
    .option('--trust', "let this folder's own code run (FIELDTEST_TRUST=1)")
    .option('--env <file>', 'read API keys from a file of NAME=value lines')
    .addOption(new Option('--debug', 'show the stack of an error'))
    .helpOption('-h, --help', 'show help')
    .helpCommand('help [command]', 'show help for a command')
    .showHelpAfterError('(fieldtest --help shows every command)')
    .exitOverride()
    // An argument of the user's is quoted in what is wrong with it.
    .configureOutput({ outputError: (text, write) => write(text.split('\n').map(visibleLine).join('\n')) })
    .configureHelp({ sortSubcommands: false, showGlobalOptions: true });
  for (const add of commands) add(program);
  return program;
}

/** The default command would take a mistyped one for its arguments and complain about these. */
function requireKnownCommand(program: Command, args: readonly string[]): void {
  const takesValue = (flag: string) =>
    program.options.some(({ required, long, short }) => required && (flag === long || flag === short));
  const word = args.find((arg, i) => !arg.startsWith('-') && !takesValue(args[i - 1] ?? ''));
  const names = [...program.commands.map((command) => command.name()), 'help'];
  if (word === undefined || names.includes(word)) return;
  const alike = nearest(word, names)[0] ?? names.find((name) => name.startsWith(word.slice(0, 2))) ?? 'help';
  throw new FieldtestError(
    'usage',
    `"${word}" is not a command`,
    `Did you mean: fieldtest ${alike}? All of them: fieldtest --help`,
  );
}

function exitCodeOf(error: unknown): number {
  const code = error instanceof FieldtestError ? error.code : 'internal';
  return code === 'usage' ? EXIT.usage : code === 'interrupted' ? EXIT.interrupted : EXIT.failed;
}

/** Runs the command line; the exit code is left in `process.exitCode`. */
export async function main(argv: readonly string[]): Promise<void> {
  const program = buildProgram();
  try {
    // The one word that is a flag, for who has no project yet.
    const words = argv.map((word, i) => (i === 2 && word === '--quick' ? 'quick' : word));
    requireKnownCommand(program, words.slice(2));
    await program.parseAsync(words);
  } catch (error) {
    if (error instanceof CommanderError && error.exitCode === 0) {
      process.exitCode = EXIT.done;
      return;
    }
    // A wrong command line was never parsed to its end, so the flag is looked for as it was typed.
    if (argv.includes('--json')) process.stdout.write(`${JSON.stringify(errorDocument(error), null, 2)}\n`);
    if (error instanceof CommanderError) {
      process.exitCode = EXIT.usage;
      return;
    }
    const { debug = false, color } = program.opts<GlobalOptions>();
    const colour = color && process.stderr.isTTY === true && !process.env.NO_COLOR;
    showError(error, { debug, paint: colour ? colourPaint : plainPaint });
    process.exitCode = exitCodeOf(error);
  }
}
