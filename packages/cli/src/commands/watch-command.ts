import { resolve } from 'node:path';
import { Command, InvalidArgumentError } from 'commander';
import { firstValueFrom } from 'rxjs';
import { WatchedFolder } from '../watch/watched-folder.js';
import { serveWatchPage } from '../watch/watch-server.js';
import type { CommandContext } from './command-context.js';
import { examples } from './examples.js';

const USUAL_PORT = 4680;

interface WatchOptions {
  readonly port: number;
}

/** `dof watch DIR`: a live page of a results folder, for a browser on this machine. */
export function watchCommand(context: CommandContext): Command {
  return new Command('watch')
    .summary('show a results folder as a live page in the browser')
    .description(
      'Serves a page that shows the runs of a results folder as they come: progress, time left, losses, the best at\n' +
        'each d, the phase transition. This machine only, reading only. Ctrl-C ends it; what runs goes on.',
    )
    .argument('<folder>', 'folder that `dof run` writes')
    .option('--port <number>', 'port on localhost; 0 takes any that is free', parsePort, USUAL_PORT)
    .addHelpText('after', examples('dof watch dof-results/quickstart', 'dof watch dof-results/quickstart --port 0'))
    .action((folder: string, options: WatchOptions) => watch(folder, options, context));
}

async function watch(folder: string, { port }: WatchOptions, { terminal, services }: CommandContext): Promise<void> {
  const directory = resolve(terminal.workingDirectory, folder);
  // Subscribed to first, so that a signal during the start ends it too.
  const stopped = firstValueFrom(terminal.interruptions$, { defaultValue: undefined });
  const onNotice = (line: string): void => void terminal.stderr.write(`dof: ${line}\n`);
  const store = await services.openStore(directory, { access: 'read', onNotice });
  try {
    const watched = new WatchedFolder(directory, store, (input) => services.drawPhaseTransitions(input));
    const server = await serveWatchPage(watched, port);
    terminal.stdout.write(`${server.url}\n`);
    terminal.stderr.write(`showing ${directory}; Ctrl-C ends it\n`);
    await stopped;
    await server.close();
  } finally {
    await store.close();
  }
}

function parsePort(value: string): number {
  const port = Number(value);
  if (!/^\d{1,5}$/.test(value) || port > 65535) throw new InvalidArgumentError('Expected a port from 0 to 65535.');
  return port;
}
