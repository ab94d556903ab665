import { plainText } from '@dof/core/errors';
import { resolve } from 'node:path';
import { firstValueFrom } from 'rxjs';
import { sayOn } from '../output/say-on.js';
import { interruptions } from '../session/interruptions.js';
import { WatchedFolder } from '../watch/watched-folder.js';
import { serveWatchPage } from '../watch/watch-server.js';
import type { CommandContext } from '../commands/command-context.js';

/** As the command line gives them. */
export interface WatchOptions {
  readonly port: number;
}

/** What `dof watch DIR` does, until it is interrupted. */
export async function watch(
  folder: string,
  { port }: WatchOptions,
  { terminal, services }: CommandContext,
): Promise<void> {
  const directory = resolve(terminal.workingDirectory, folder);
  // Listened for first, so that a signal during the start ends it too.
  const stopped = firstValueFrom(interruptions(terminal));
  const onNotice = sayOn(terminal);
  const store = await services.openStore(directory, { access: 'read', onNotice });
  try {
    const watched = new WatchedFolder(directory, store, (input) => services.drawPhaseTransitions(input));
    const server = await serveWatchPage(watched, port);
    terminal.stdout.write(`${server.url}\n`);
    terminal.stderr.write(`showing ${plainText(directory)}; Ctrl-C ends it\n`);
    await stopped;
    await server.close();
  } finally {
    await store.close();
  }
}
