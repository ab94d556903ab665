import type { Shard } from '@dof/core';
import { Command, InvalidArgumentError } from 'commander';
import type { Perform } from '../../command-line/command-context.js';
import { examples } from '../../command-line/examples.js';
import { freshOptions, parseJobs, queueOptions, settingOption } from '../../command-line/shared-options.js';
import type { RunOptions } from './run.js';

const MOST_SHARDS = 100_000;

/** `dof run FILE`: trains what is missing, then reports. */
export function runCommand(perform: Perform): Command {
  const [fresh, freshSince] = freshOptions();
  const [executor, queue, shared] = queueOptions();
  return new Command('run')
    .summary('run an experiment and report what it found')
    .description(
      'Runs an experiment: trains every run that has not been finished before, then writes the report.\n' +
        'Stopping with Ctrl-C keeps every finished run; the same command goes on from there.',
    )
    .argument('<file>', 'experiment file: .yaml, .json, .ts or .js')
    .option('--out <folder>', 'where runs and reports go (default: dof-results/<name of the experiment>)')
    .option('--jobs <number>', 'runs at once (default: one per core; 128 with --executor)', parseJobs)
    .addOption(executor)
    .addOption(queue)
    .addOption(shared)
    .option('--shard <i/n>', 'do the i-th of n parts, to be put together by `dof merge`', parseShard)
    .addOption(settingOption())
    .addOption(fresh)
    .addOption(freshSince)
    .option('--dry-run', 'say what would be trained, what it takes and how long; train nothing, write nothing', false)
    .option('--json', 'print the outcome as one JSON document', false)
    .addHelpText(
      'after',
      examples(
        'dof run experiments/quickstart.yaml',
        'dof run experiments/quickstart.yaml --set seeds=8 --set training.epochs=2 --out results/longer',
        'dof run experiments/quickstart.yaml --dry-run',
        'dof run experiments/quickstart.yaml --shard 2/8 --out results/shard-2',
      ),
    )
    .action((file: string, options: RunOptions) =>
      perform(async (context) => (await import('./run.js')).run(file, options, context)),
    );
}

/** Reads the value of `--shard`: `2/8` is the second of eight parts. */
function parseShard(value: string): Shard {
  const [, index, count] = (/^(\d{1,6})\/(\d{1,6})$/.exec(value) ?? []).map(Number);
  if (index === undefined || index < 1 || index > count || count > MOST_SHARDS) {
    throw new InvalidArgumentError('Expected i/n with i from 1 to n, such as 2/8 for the second of eight parts.');
  }
  return { index, count };
}
