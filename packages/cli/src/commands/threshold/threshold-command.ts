import { Command, InvalidArgumentError, Option } from 'commander';
import type { Perform } from '../../command-line/command-context.js';
import { examples } from '../../command-line/examples.js';
import type { ThresholdCommandOptions } from './threshold.js';

/** `dof threshold FILE`: d* with its interval, of runs that were trained elsewhere. */
export function thresholdCommand(perform: Perform): Command {
  return new Command('threshold')
    .summary('the threshold training dimension of a table of runs from anywhere')
    .description(
      'Reads a table of runs (CSV; separated by commas, semicolons or tabs), one row per run with its degrees of freedom\n' +
        'and the lowest loss or the highest accuracy it reached, or one row per epoch of each run. Returns d* with its interval\n' +
        'for every level asked, and for every series of runs: those that differ in nothing but d and seed.',
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
    .option(
      '--columns <pairs>',
      'names of columns: d, seed, loss, accuracy, cluster, epoch, stopped, such as d=k,loss=min_loss',
    )
    .option('--by <columns>', 'columns that tell series apart, beside those with usual names', names, [])
    .option('--ignore <columns>', 'columns that tell no series apart', names, [])
    .option('--report <folder>', 'write the phase transition and d* at the losses as a page, pictures and tables')
    .option('--dimension <D>', 'the number of parameters, for the compression D / d in the pictures', parameters)
    .option('--json', 'print the answers as one JSON document', false)
    .addHelpText(
      'after',
      '\nColumns are known by usual names too, such as "dof", "best_loss" or "test accuracy". Runs that share an\n' +
        'initialisation are not independent: name it in a column "cluster". Columns such as "method", "model", "lr" or\n' +
        '"series" tell series apart. A run that is listed twice counts once. What `dof runs --format csv` writes is read.\n',
    )
    .addHelpText(
      'after',
      examples(
        'dof threshold runs.csv --loss 0.1',
        'dof threshold sweep.csv --accuracy 0.9 --delta 0.1 --columns d=dims',
        'dof threshold sweep.csv --loss 0.1 --by width,activation --ignore tag',
        'dof threshold runs.csv --loss 1 --loss 0.1 --report my-report --dimension 20490',
      ),
    )
    .action((file: string, options: ThresholdCommandOptions) =>
      perform(async (context) => (await import('./threshold.js')).threshold(file, options, context)),
    );
}

function levels(value: string, before: readonly number[] | undefined): readonly number[] {
  const level = Number(value);
  if (value.trim() === '' || !Number.isFinite(level)) throw new InvalidArgumentError('Expected a number.');
  return [...(before ?? []), level];
}

function names(value: string, before: readonly string[]): readonly string[] {
  const list = value.split(',').map((name) => name.trim());
  if (list.includes('')) throw new InvalidArgumentError('Expected names of columns, parted by commas.');
  return [...before, ...list];
}

function parameters(value: string): number {
  const number = Number(value);
  if (!Number.isSafeInteger(number) || number < 1) {
    throw new InvalidArgumentError('Expected a whole number of at least 1.');
  }
  return number;
}

function share(value: string): number {
  const number = Number(value);
  if (!(number > 0 && number < 1)) throw new InvalidArgumentError('Expected a number between 0 and 1.');
  return number;
}
