import { Command, InvalidArgumentError } from 'commander';
import type { Perform } from '../../command-line/command-context.js';
import { examples } from '../../command-line/examples.js';
import type { WatchOptions } from './watch.js';

const USUAL_PORT = 4680;

/** `dof watch DIR`: a live page of a results folder, for a browser on this machine. */
export function watchCommand(perform: Perform): Command {
  return new Command('watch')
    .summary('show a results folder as a live page in the browser')
    .description(
      'Serves a page that shows the runs of a results folder as they come: progress, time left, losses, the best at\n' +
        'each d, the phase transition. This machine only, reading only. Ctrl-C ends it; what runs goes on.',
    )
    .argument('<folder>', 'folder that `dof run` writes')
    .option('--port <number>', 'port on localhost; 0 takes any that is free', parsePort, USUAL_PORT)
    .addHelpText('after', examples('dof watch dof-results/quickstart', 'dof watch dof-results/quickstart --port 0'))
    .action((folder: string, options: WatchOptions) =>
      perform(async (context) => (await import('./watch.js')).watch(folder, options, context)),
    );
}

function parsePort(value: string): number {
  const port = Number(value);
  if (!/^\d{1,5}$/.test(value) || port > 65535) throw new InvalidArgumentError('Expected a port from 0 to 65535.');
  return port;
}
