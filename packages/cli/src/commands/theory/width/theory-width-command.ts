import { Command } from 'commander';
import type { Perform } from '../../../command-line/command-context.js';
import { examples } from '../../../command-line/examples.js';
import { parseJobs, queueOptions, settingOption } from '../../../command-line/shared-options.js';
import type { WidthCommandOptions } from './width.js';

/** `dof theory width FILE`: the Gaussian width of a network's sub-level sets, and the thresholds that follow from it. */
export function theoryWidthCommand(perform: Perform): Command {
  const command = new Command('width')
    .summary("the escape theorem's thresholds, from the measured Gaussian width of sub-level sets")
    .description(
      "Measures how far random directions must be turned about a starting point to meet the loss's sub-level sets, by short " +
        'trainings of all D parameters. That angle gives the Gaussian width of the sets and, by the escape theorem, the ' +
        'threshold d_G: a random subspace of fewer dimensions hardly ever reaches the loss, at every level from every start ' +
        'of the file. What is printed is an estimate from above, since training may end short of the closest point.\n' +
        'Thresholds d* that `dof run` measured into the same folder are shown and drawn beside it.\n' +
        'Trainings are kept in that folder: stopping with Ctrl-C loses none that is finished, and the same command goes on ' +
        'from there. The section `width` of the file sets how many there are.',
    )
    .argument('<file>', 'experiment file: .yaml, .json, .ts or .js')
    .option('--out <folder>', 'where runs are and the widths go (default: dof-results/<name of the experiment>)')
    .option('--jobs <number>', 'trainings at once (default: one per core; 128 with --executor)', parseJobs);
  for (const option of queueOptions()) command.addOption(option);
  return command
    .addOption(settingOption())
    .option('--json', 'print the outcome as one JSON document', false)
    .addHelpText(
      'after',
      examples(
        'dof theory width experiments/quickstart.yaml',
        'dof theory width my.yaml --set width.directions=5 --set width.budget=12',
        'dof theory width my.yaml --set width.training.epochs=56',
      ),
    )
    .action((file: string, options: WidthCommandOptions) =>
      perform(async (context) => (await import('./width.js')).width(file, options, context)),
    );
}
