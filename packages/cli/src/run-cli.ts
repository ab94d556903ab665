import { isDofError, plainLines, plainText } from '@dof/core/errors';
import { Command, CommanderError } from 'commander';
import type { Perform } from './command-line/command-context.js';
import { examples } from './command-line/examples.js';
import { requireValues } from './command-line/require-values.js';
import { commandsFor } from './commands/all-commands.js';
import { ExitCode } from './exit-code.js';
import type { Services } from './services.js';
import type { Terminal } from './terminal/terminal.js';
import { version } from './version.js';

/**
 * Does what the terminal's arguments ask for, and returns the exit code. A user's mistake is one line on stderr,
 * anything else that goes wrong a stack.
 *
 * @param services what commands are made of, or what loads it when a command is about to be done.
 */
export async function runCli(terminal: Terminal, services: Services | (() => Promise<Services>)): Promise<ExitCode> {
  let code: ExitCode = ExitCode.done;
  const perform: Perform = async (work) => {
    const loaded = typeof services === 'function' ? await services() : services;
    await work({ terminal, services: loaded, finish: (value) => (code = value) });
  };
  try {
    const dof = await program(terminal, perform);
    await dof.parseAsync(terminal.arguments, { from: 'user' });
    return code;
  } catch (error) {
    return explain(error, terminal);
  }
}

async function program(terminal: Terminal, perform: Perform): Promise<Command> {
  const dof = new Command('dof')
    .description('Measures how many degrees of freedom a deep network needs to be trained.')
    .version(version(), '--version', 'print the version')
    .helpOption('--help', 'show this help')
    .helpCommand(false)
    .addHelpText('after', examples('dof run experiments/quickstart.yaml', 'dof list methods', 'dof run --help'));
  for (const declare of await commandsFor(terminal.arguments)) {
    dof.addCommand(declare(perform).helpOption('--help', 'show this help'));
  }
  dof.hook('preAction', (_, command) => requireValues(command));
  for (const command of [dof, ...dof.commands, ...dof.commands.flatMap(({ commands }) => commands)]) {
    command.exitOverride().configureOutput({
      writeOut: (text) => void terminal.stdout.write(text),
      writeErr: (text) => void terminal.stderr.write(text),
      getOutHelpWidth: () => terminal.stdout.columns ?? 80,
      getErrHelpWidth: () => terminal.stderr.columns ?? 80,
      outputError: (text, write) => write(`dof: ${oneLine(text.replace(/^error: /, ''))}\n`),
    });
  }
  return dof;
}

function explain(error: unknown, { stderr }: Terminal): ExitCode {
  if (error instanceof CommanderError) {
    if (error.exitCode === 0) return ExitCode.done;
    // Commander shows the help where a command is missing, and says nothing of the mistake.
    if (error.code === 'commander.help') stderr.write('dof: no command was given: give one of those above\n');
    return ExitCode.mistake;
  }
  if (isDofError(error)) {
    stderr.write(`dof: ${oneLine(error.message)}\n`);
    return ExitCode.mistake;
  }
  const text = error instanceof Error ? (error.stack ?? error.message) : String(error);
  stderr.write(`dof: this is a bug in dof or in a plugin; finished runs are kept\n${plainLines(text)}\n`);
  return ExitCode.bug;
}

function oneLine(text: string): string {
  return plainText(text.trim().replace(/\s*\n\s*/g, ' '));
}
