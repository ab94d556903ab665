import { Command } from 'commander';
import type { Perform } from '../../command-line/command-context.js';
import { examples } from '../../command-line/examples.js';
import { freshOptions, parseJobs, settingOption } from '../../command-line/shared-options.js';
import type { BenchmarkOptions } from './benchmark.js';

/** `dof benchmark FILE`: every method of the experiment beside the null model, each at its tuned learning rate. */
export function benchmarkCommand(perform: Perform): Command {
  const [fresh, freshSince] = freshOptions();
  return new Command('benchmark')
    .summary('compare the methods of an experiment with the null model')
    .description(
      'Runs the null model and every method of an experiment at the same d, model, data and seeds, after trying the\n' +
        'same learning rates for each on seeds of their own, and compares their thresholds.',
    )
    .argument('<file>', 'experiment file with an optional benchmark section')
    .option('--out <folder>', 'where runs and the comparison go (default: dof-results/<name>-benchmark)')
    .option('--store <folder>', 'where runs are kept, to be shared between benchmarks (default: the folder of --out)')
    .option('--combine <folder>', 'also put all comparisons found below this folder side by side')
    .option('--jobs <number>', 'runs at once (default: one per core)', parseJobs)
    .addOption(settingOption())
    .addOption(fresh)
    .addOption(freshSince)
    .option('--json', 'print the comparison as one JSON document', false)
    .addHelpText(
      'after',
      examples(
        'dof benchmark packages/methods-lottery-ticket/benchmark.yaml',
        'dof benchmark my-method.yaml --set seeds=16 --set benchmark.learningRates=[0.02,0.05,0.1]',
      ),
    )
    .action((file: string, options: BenchmarkOptions) =>
      perform(async (context) => (await import('./benchmark.js')).benchmark(file, options, context)),
    );
}
