import { Command } from 'commander';
import type { Perform } from '../../command-line/command-context.js';
import { examples } from '../../command-line/examples.js';
import type { ReportOptions } from './report.js';

/** `dof report DIR`: the report again, from the runs that are there. */
export function reportCommand(perform: Perform): Command {
  return new Command('report')
    .summary('write the report of a results folder again')
    .description(
      'Writes the report of the runs that are in a results folder, without training anything: report.html (it opens\n' +
        'without a network), every figure as SVG and PNG, every table as CSV and Parquet, and results.json.',
    )
    .argument('<folder>', 'folder that `dof run` wrote')
    .option('--open', 'open the page in the browser afterwards', false)
    .option('--json', 'print the outcome as one JSON document', false)
    .addHelpText('after', examples('dof report dof-results/quickstart', 'dof report dof-results/quickstart --open'))
    .action((folder: string, options: ReportOptions) =>
      perform(async (context) => (await import('./report.js')).report(folder, options, context)),
    );
}
