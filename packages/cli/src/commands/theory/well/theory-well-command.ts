import { SPECTRUM_FORMS } from '@dof/analysis/parse-spectrum';
import { Command, InvalidArgumentError } from 'commander';
import type { Perform } from '../../../command-line/command-context.js';
import { examples } from '../../../command-line/examples.js';
import { alignedColumns } from '../../../terminal/aligned-columns.js';
import type { WellOptions } from './well.js';

/** `dof theory well`: the threshold of a quadratic well by the paper's bounds, exactly, and by simulation. */
export function theoryWellCommand(perform: Perform): Command {
  return new Command('well')
    .summary('the threshold of a quadratic well: bounds, exact asymptotic value, simulation')
    .description(
      'The threshold training dimension d* of the quadratic well L(w) = 1/2 sum lambda_i w_i^2 at each loss: the bounds and ' +
        'the estimate of Larsen et al. 2022, the exact asymptotic value, and by option the median of simulated trials.',
    )
    .requiredOption('--spectrum <spectrum>', 'the eigenvalues lambda_i, see below, or a file of them')
    .option('--dimension <number>', 'D, for a spectrum that is no file', wholeNumber(1, 1e6), 400)
    .option('--radius <length>', 'distance R of the start from the bottom', positive, 1)
    .option('--loss <loss>', 'loss to reach; may be given again (default: .5 to .001 of the starting loss)', losses)
    .option('--eigenvector <number>', 'start along this one, counted from 1, not in a random direction', wholeNumber(1))
    .option('--simulate <trials>', 'draw so many random flags of subspaces, and starts', wholeNumber(1, 1e6))
    .option('--seed <number>', 'of the simulation', wholeNumber(0), 0)
    .option('--out <folder>', 'where the numbers and the picture go', 'dof-results/theory-well')
    .option('--json', 'print the outcome as one JSON document', false)
    .addHelpText(
      'after',
      `\nSpectra:\n${alignedColumns(SPECTRUM_FORMS.map(({ form, description }) => [`  ${form}`, description])).join('\n')}\n`,
    )
    .addHelpText(
      'after',
      examples(
        'dof theory well --spectrum power-law --radius 2 --loss 0.01 --simulate 200',
        'dof theory well --spectrum spiked:1000,500,200 --dimension 2000',
        'dof theory well --spectrum eigenvalues.txt --radius 10 --loss 0.1 --loss 0.01',
      ),
    )
    .action((options: WellOptions) => perform(async (context) => (await import('./well.js')).well(options, context)));
}

function wholeNumber(lowest: number, highest = Number.MAX_SAFE_INTEGER) {
  return (value: string): number => {
    const number = Number(value);
    if (value.trim() !== '' && Number.isSafeInteger(number) && number >= lowest && number <= highest) return number;
    const range = highest === Number.MAX_SAFE_INTEGER ? `of at least ${lowest}` : `from ${lowest} to ${highest}`;
    throw new InvalidArgumentError(`Expected a whole number ${range}.`);
  };
}

function positive(value: string): number {
  const number = Number(value);
  if (value.trim() !== '' && Number.isFinite(number) && number > 0) return number;
  throw new InvalidArgumentError('Expected a number above 0.');
}

function losses(value: string, before: readonly number[] = []): readonly number[] {
  return [...before, positive(value)];
}
