import { Command, InvalidArgumentError, Option } from 'commander';
import type { Perform } from './command-context.js';
import { examples } from './examples.js';
import type { ThresholdCommandOptions } from '../actions/threshold.js';

/** `dof threshold FILE`: d* with its interval, of runs that were trained elsewhere. */
export function thresholdCommand(perform: Perform): Command {
  return new Command('threshold')
    .summary('the threshold training dimension of a table of runs from anywhere')
    .description(
      'Reads a table of runs (CSV; separated by commas, semicolons or tabs), one row per run with its degrees of freedom\n' +
        'and the lowest loss or the highest accuracy it reached, and answers d* with its interval for every level asked.',
    )
    .argument('<file>', 'the table; its first line names the columns')
    .option('--loss <level>', 'training loss to reach; may be given again', levels)
    .option('--accuracy <level>', 'accuracy to reach; may be given again', levels)
    .option('--delta <share>', 'tolerated failures: d* is the least d with success probability 1 - delta', share, 0.5)
    .option('--confidence <share>', 'of the intervals', share, 0.95)
    .addOption(
      new Option('--fit <curve>', 'how success depends on d').choices(['isotonic', 'logistic']).default('isotonic'),
    )
    .option('--adaptive', 'the runs were chosen by what runs before them did', false)
    .option('--columns <pairs>', 'names of columns: d, seed, loss, accuracy, cluster, such as d=k,loss=min_loss')
    .option('--json', 'print the answers as one JSON document', false)
    .addHelpText(
      'after',
      '\nColumns are known by usual names too, such as "dof", "best_loss" or "test accuracy". Runs that share an\n' +
        'initialisation are not independent: name it in a column "cluster".\n',
    )
    .addHelpText(
      'after',
      examples(
        'dof threshold runs.csv --loss 0.1',
        'dof threshold sweep.csv --accuracy 0.9 --delta 0.1 --columns d=dims',
      ),
    )
    .action((file: string, options: ThresholdCommandOptions) =>
      perform(async (context) => (await import('../actions/threshold.js')).threshold(file, options, context)),
    );
}

function levels(value: string, before: readonly number[] | undefined): readonly number[] {
  const level = Number(value);
  if (value.trim() === '' || !Number.isFinite(level)) throw new InvalidArgumentError('Expected a number.');
  return [...(before ?? []), level];
}

function share(value: string): number {
  const number = Number(value);
  if (!(number > 0 && number < 1)) throw new InvalidArgumentError('Expected a number between 0 and 1.');
  return number;
}
