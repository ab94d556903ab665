import { Command } from 'commander';
import type { Perform } from '../../command-line/command-context.js';
import { examples } from '../../command-line/examples.js';
import { parseJobs } from '../../command-line/shared-options.js';
import type { WorkerOptions } from './worker.js';

/** `dof worker [ADDRESS]`: does the runs of experiments that are coordinated elsewhere. */
export function workerCommand(perform: Perform): Command {
  return new Command('worker')
    .summary('do the runs that other machines put into a queue')
    .description(
      'Takes runs from a queue in Redis and does them, until it is told to leave: put runs into it with\n' +
        '`dof run FILE --executor ADDRESS`. Ctrl-C (or SIGTERM) lets it finish what it does; a second one ends it at once,\n' +
        'and another worker does the same run again.',
    )
    .argument('[address]', 'redis://host:port/database, or rediss:// for TLS (default: that of DOF_REDIS_URL)')
    .option('--jobs <number>', 'runs at once (default: one per core)', parseJobs)
    .option('--queue <name>', 'which queue (default: runs)')
    .option('--shared <folder>', 'a folder that coordinator and workers see, for preparations (default: through Redis)')
    .option(
      '--allow <file>',
      'a plugin or model file that runs may use, besides installed plugins; may be given again',
      (value: string, before: readonly string[]) => [...before, value],
      [],
    )
    .addHelpText(
      'after',
      '\nCredentials come from the environment: DOF_REDIS_PASSWORD and DOF_REDIS_USERNAME, or DOF_REDIS_URL; a\n' +
        "certificate authority of one's own from the file that DOF_REDIS_CA names.\n" +
        examples('dof worker redis://queue.example:6379', 'dof worker --jobs 4 --allow my-method.mjs'),
    )
    .action((address: string | undefined, options: WorkerOptions) =>
      perform(async (context) => (await import('./worker.js')).worker(address, options, context)),
    );
}
