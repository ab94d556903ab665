import { Command } from 'commander';
import type { Perform } from '../../command-line/command-context.js';
import { examples } from '../../command-line/examples.js';
import type { MergeOptions } from './merge.js';

/** `dof merge TARGET SOURCE...`: the runs of several results folders in one. */
export function mergeCommand(perform: Perform): Command {
  return new Command('merge')
    .summary('put the runs of several results folders into one')
    .description(
      'Adds to the first folder every run and preparation of the others, and writes its report when they are parts of\n' +
        'one experiment. Merging the same again changes nothing; the other folders are only read.',
    )
    .argument('<folder>', 'where the runs go; made when absent')
    .argument('<others...>', 'folders that `dof run` wrote, such as one per shard')
    .option('--json', 'print the outcome as one JSON document', false)
    .addHelpText('after', examples('dof merge results/all results/shard-1 results/shard-2 results/shard-3'))
    .action((folder: string, others: readonly string[], options: MergeOptions) =>
      perform(async (context) => (await import('./merge.js')).merge(folder, others, options, context)),
    );
}
