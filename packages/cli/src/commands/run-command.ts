import { join, resolve } from 'node:path';
import { Command } from 'commander';
import { ExitCode } from '../exit-code.js';
import { countOf } from '../output/format-numbers.js';
import { shellCommand } from '../output/shell-command.js';
import { isScreen, styleFor } from '../output/style.js';
import { liveRenderer } from '../progress/live-renderer.js';
import { plainRenderer } from '../progress/plain-renderer.js';
import type { ProgressRenderer } from '../progress/progress-renderer.js';
import { writeExperimentFolder } from '../session/experiment-folder.js';
import { runSession, type SessionOutcome } from '../session/run-session.js';
import { storedResults } from '../session/stored-results.js';
import type { Terminal } from '../terminal.js';
import type { CommandContext } from './command-context.js';
import { examples } from './examples.js';
import { parseJobs } from './parse-jobs.js';
import { presentReport } from './present-report.js';

interface RunOptions {
  readonly out?: string;
  readonly jobs?: number;
  readonly set: readonly string[];
  readonly json: boolean;
}

/** `dof run FILE`: trains what is missing, then reports. */
export function runCommand(context: CommandContext): Command {
  return new Command('run')
    .summary('run an experiment and report what it found')
    .description(
      'Runs an experiment: trains every run that has not been finished before, then writes the report.\n' +
        'Stopping with Ctrl-C keeps every finished run; the same command goes on from there.',
    )
    .argument('<file>', 'experiment file: .yaml, .json, .ts or .js')
    .option('--out <folder>', 'where runs and reports go (default: dof-results/<name of the experiment>)')
    .option('--jobs <number>', 'runs at once (default: one per core)', parseJobs)
    .option(
      '--set <path=value>',
      'change one setting of the file; may be given again',
      (value: string, before: readonly string[]) => [...before, value],
      [],
    )
    .option('--json', 'print the outcome as one JSON document', false)
    .addHelpText(
      'after',
      examples(
        'dof run experiments/quickstart.yaml',
        'dof run experiments/quickstart.yaml --set seeds=8 --set training.epochs=2 --out results/longer',
      ),
    )
    .action((file: string, options: RunOptions) => run(file, options, context));
}

async function run(file: string, options: RunOptions, context: CommandContext): Promise<void> {
  const { terminal, services } = context;
  const experiment = await services.readExperiment(file, options.set);
  const directory = resolve(terminal.workingDirectory, options.out ?? join('dof-results', experiment.name));
  const store = await services.openStore(directory);
  const executor = services.createExecutor(options.jobs);
  const renderer = rendererFor(terminal, executor.concurrency);
  const signals = handleSignals(terminal, renderer);
  try {
    const outcome = await runSession({
      experiment,
      events$: services.runExperiment(experiment, { store, executor }),
      interruptions$: terminal.interruptions$,
      renderer,
      onPlanned: (runs, dimension) => writeExperimentFolder(directory, experiment, runs, dimension),
    });
    if (outcome.interrupted) await executor.dispose();
    const results = await storedResults(
      store,
      (outcome.planned?.runs ?? []).map(({ hash }) => hash),
    );
    if (outcome.planned !== undefined && results.length > 0) {
      const { dimension } = outcome.planned;
      const input = { title: experiment.name, dimension, results, analysis: experiment.analysis };
      await presentReport({ input, directory, json: options.json, facts: facts(outcome, results.length) }, context);
    }
    conclude(outcome, results.length, context);
  } finally {
    signals.unsubscribe();
    renderer.stop();
    await executor.dispose();
    await store.close();
  }
}

function rendererFor({ stderr, environment }: Terminal, concurrency: number): ProgressRenderer {
  const style = styleFor(stderr, environment);
  return isScreen(stderr, environment) ? liveRenderer(stderr, style, concurrency) : plainRenderer(stderr, style);
}

function handleSignals(terminal: Terminal, renderer: ProgressRenderer): { unsubscribe(): void } {
  let signals = 0;
  return terminal.interruptions$.subscribe(() => {
    signals += 1;
    if (signals === 1) {
      renderer.note('stopping: finished runs are kept, the report of them follows (Ctrl-C again to quit at once)');
      return;
    }
    renderer.stop();
    terminal.exit(ExitCode.interrupted);
  });
}

function facts(outcome: SessionOutcome, finished: number): Readonly<Record<string, unknown>> {
  return {
    complete: finished === outcome.planned?.runs.length,
    interrupted: outcome.interrupted,
    runs: {
      planned: outcome.planned?.runs.length ?? 0,
      reused: outcome.reused,
      trained: outcome.trained,
      failed: outcome.failed.map(({ run, code, message }) => ({ hash: run.hash, code, message })),
    },
  };
}

/** Says what is not done, and why, and decides what the process answers. */
function conclude(outcome: SessionOutcome, finished: number, { terminal, finish }: CommandContext): void {
  const planned = outcome.planned?.runs.length ?? 0;
  if (outcome.failed.length > 0) {
    const [first] = outcome.failed;
    terminal.stderr.write(
      `dof: ${outcome.failed.length} of ${countOf(planned, 'run')} could not be done, the first because: ${first.message}\n`,
    );
    finish(ExitCode.mistake);
  }
  if (outcome.interrupted) {
    const done =
      planned === 0 ? 'before anything was trained' : `with ${finished} of ${countOf(planned, 'run')} finished`;
    terminal.stderr.write(`stopped ${done}; to go on from there: ${shellCommand(terminal.arguments)}\n`);
    finish(ExitCode.interrupted);
  }
}
