import { Command, InvalidArgumentError, Option } from 'commander';
import type { Perform } from '../../command-line/command-context.js';
import { examples } from '../../command-line/examples.js';
import type { RunsOptions, Range } from './runs.js';

/** `dof runs FOLDER`: lists, filters, exports and deletes stored runs. */
export function runsCommand(perform: Perform): Command {
  return new Command('runs')
    .summary('list, filter, export or delete the runs of a results folder')
    .description(
      'Lists the finished runs of a results folder, oldest first; filters narrow the list, and --delete removes what is\n' +
        'listed. SQL goes further: see the README of @dof/store for the tables of runs.sqlite.',
    )
    .argument('<folder>', 'folder that `dof run` wrote')
    .option('--method <name>', 'only runs of this method')
    .option('--d <number|from-to>', 'only runs with these degrees of freedom', parseRange)
    .option('--seed <number|from-to>', 'only runs with these seeds', parseRange)
    .addOption(new Option('--status <status>', 'only runs that ended so').choices(['finished', 'diverged']))
    .option('--hash <start>', 'only runs whose hash starts so')
    .addOption(new Option('--format <format>', 'how to print them').choices(['table', 'csv', 'json']).default('table'))
    .option('--to <file>', 'write them to a file instead of printing them')
    .option('--delete', 'remove the listed runs; they are trained again when an experiment asks for them', false)
    .option('--yes', 'delete without asking', false)
    .addHelpText(
      'after',
      examples(
        'dof runs dof-results/quickstart --d 64-512 --status diverged',
        'dof runs dof-results/quickstart --format csv --to runs.csv',
        'dof runs dof-results/quickstart --method random --seed 3 --delete',
      ),
    )
    .action((folder: string, options: RunsOptions) =>
      perform(async (context) => (await import('./runs.js')).runs(folder, options, context)),
    );
}

function parseRange(value: string): Range {
  const [, from, to = from] = /^(\d{1,15})(?:-(\d{1,15}))?$/.exec(value) ?? [];
  if (from === undefined || Number(from) > Number(to)) {
    throw new InvalidArgumentError('Expected a whole number, or two with a dash such as 64-512.');
  }
  return [Number(from), Number(to)];
}
