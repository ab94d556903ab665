import { Command } from 'commander';
import type { Perform } from '../../command-line/command-context.js';
import { examples } from '../../command-line/examples.js';
import { theoryPredictCommand } from './predict/theory-predict-command.js';
import { theoryWellCommand } from './well/theory-well-command.js';
import { theoryWidthCommand } from './width/theory-width-command.js';

/** `dof theory`: what thresholds should be, without training in any subspace. */
export function theoryCommand(perform: Perform): Command {
  const theory = new Command('theory')
    .summary('what thresholds should be: of a quadratic well, or of a network by its curvature or Gaussian width')
    .description('Thresholds by theory, without training in any subspace.')
    .helpCommand(false)
    .addHelpText(
      'after',
      examples(
        'dof theory well --spectrum power-law --loss 0.01',
        'dof theory predict experiments/predicted-thresholds.yaml',
        'dof theory width experiments/quickstart.yaml',
      ),
    );
  for (const command of [theoryWellCommand(perform), theoryPredictCommand(perform), theoryWidthCommand(perform)]) {
    theory.addCommand(command.helpOption('--help', 'show this help'));
  }
  return theory;
}
