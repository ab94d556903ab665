import { Command } from 'commander';
import type { Perform } from '../../../command-line/command-context.js';
import { examples } from '../../../command-line/examples.js';
import { settingOption } from '../../../command-line/shared-options.js';
import type { PredictOptions } from './predict.js';

/** `dof theory predict FILE`: thresholds from the curvature at the end of full training, beside the measured ones. */
export function theoryPredictCommand(perform: Perform): Command {
  return new Command('predict')
    .summary("a network's thresholds from the curvature at the end of full training")
    .description(
      'Trains the full network of an experiment file to w*, takes the curvature of the loss there, and predicts the ' +
        'threshold training dimension d* at every loss from every start of the file, without training in any subspace.\n' +
        'Thresholds that `dof run` measured into the same folder are shown and drawn beside it.\n' +
        "How the full network is trained, and how much work goes into the curvature, says the file's section `prediction`.",
    )
    .argument('<file>', 'experiment file: .yaml, .json, .ts or .js')
    .option('--out <folder>', 'where runs are and the prediction goes (default: dof-results/<name of the experiment>)')
    .addOption(settingOption())
    .option('--json', 'print the outcome as one JSON document', false)
    .addHelpText(
      'after',
      examples(
        'dof theory predict experiments/predicted-thresholds.yaml',
        'dof theory predict my.yaml --set prediction.training.epochs=50 --set prediction.seeds=3',
        'dof theory predict my.yaml --set prediction.examples=500 --set prediction.probes=4',
      ),
    )
    .action((file: string, options: PredictOptions) =>
      perform(async (context) => (await import('./predict.js')).predict(file, options, context)),
    );
}
