import { Command } from 'commander';
import type { Perform } from '../../command-line/command-context.js';
import { examples } from '../../command-line/examples.js';
import type { DoctorOptions } from './doctor.js';

/** `dof doctor`: what this machine runs experiments with, and what is missing. */
export function doctorCommand(perform: Perform): Command {
  return new Command('doctor')
    .summary('show what experiments would run with here, and what is missing')
    .description('Shows the engine in use and why, the machine, and which data sets are found from this folder.')
    .option('--json', 'print the findings as one JSON document', false)
    .addHelpText('after', examples('dof doctor'))
    .action((options: DoctorOptions) =>
      perform(async (context) => (await import('./doctor.js')).doctor(options, context)),
    );
}
