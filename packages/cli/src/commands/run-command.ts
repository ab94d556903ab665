import { join, resolve } from 'node:path';
import type { Shard } from '@dof/core';
import { Command } from 'commander';
import { conclude } from '../session/conclude.js';
import { writeExperimentFolder } from '../session/experiment-folder.js';
import type { SessionOutcome } from '../session/run-session.js';
import { withSession, type SessionPlace } from '../session/with-session.js';
import type { CommandContext } from './command-context.js';
import { examples } from './examples.js';
import { parseJobs } from './parse-jobs.js';
import { parseShard } from './parse-shard.js';
import { presentReport } from './present-report.js';
import { settingOption } from './setting-option.js';

interface RunOptions {
  readonly out?: string;
  readonly jobs?: number;
  readonly executor?: string;
  readonly queue?: string;
  readonly shared?: string;
  readonly shard?: Shard;
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
    .option('--jobs <number>', 'runs at once (default: one per core; 128 with --executor)', parseJobs)
    .option(
      '--executor <address>',
      'have the runs done by `dof worker`s over redis://host:port (or `redis`: DOF_REDIS_URL)',
    )
    .option('--queue <name>', 'which queue of --executor (default: runs)')
    .option('--shared <folder>', 'a folder that coordinator and workers see, for preparations (default: through Redis)')
    .option('--shard <i/n>', 'do the i-th of n parts, to be put together by `dof merge`', parseShard)
    .addOption(settingOption())
    .option('--json', 'print the outcome as one JSON document', false)
    .addHelpText(
      'after',
      examples(
        'dof run experiments/quickstart.yaml',
        'dof run experiments/quickstart.yaml --set seeds=8 --set training.epochs=2 --out results/longer',
        'dof run experiments/quickstart.yaml --shard 2/8 --out results/shard-2',
      ),
    )
    .action((file: string, options: RunOptions) => run(file, options, context));
}

async function run(file: string, options: RunOptions, context: CommandContext): Promise<void> {
  const { terminal, services } = context;
  const experiment = await services.readExperiment(file, options.set);
  const directory = resolve(terminal.workingDirectory, options.out ?? join('dof-results', experiment.name));
  await withSession(
    { directory, jobs: options.jobs, shard: options.shard, queue: queueOf(options, context), context },
    async (session) => {
      const { outcome, results } = await session.run(experiment, (runs, dimension) =>
        writeExperimentFolder(directory, experiment, runs, dimension),
      );
      if (outcome.planned !== undefined && results.length > 0) {
        const { dimension } = outcome.planned;
        const input = { title: experiment.name, dimension, results, analysis: experiment.analysis };
        await presentReport({ input, directory, json: options.json, facts: facts(outcome, results.length) }, context);
      }
      conclude(outcome, results.length, context);
    },
  );
}

/** `redis` stands for the address in the environment. */
function queueOf({ executor, queue, shared }: RunOptions, { terminal }: CommandContext): SessionPlace['queue'] {
  if (executor === undefined) return undefined;
  const sharedFolder = shared === undefined ? undefined : resolve(terminal.workingDirectory, shared);
  return { address: executor === 'redis' ? undefined : executor, queue, sharedFolder };
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
