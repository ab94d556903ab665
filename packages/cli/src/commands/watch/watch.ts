import { plainText } from '@dof/core/errors';
import { resolve } from 'node:path';
import { firstValueFrom } from 'rxjs';
import type { CommandContext } from '../../command-line/command-context.js';
import { interruptible } from '../../terminal/interruptible.js';
import { sayOn } from '../../terminal/printing.js';
import { serveWatchPage } from './watch-server.js';
import { WatchedFolder } from './watched-folder.js';

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
  const onNotice = sayOn(terminal);
  // Listened for first, so that a signal during the start ends it too.
  await interruptible(terminal, async ({ requests$ }) => {
    const store = await services.openStore(directory, { access: 'read', onNotice });
    try {
      const watched = new WatchedFolder(directory, store, (input) => services.drawPhaseTransitions(input));
      const server = await serveWatchPage(watched, port);
      terminal.stdout.write(`${server.url}\n`);
      terminal.stderr.write(`showing ${plainText(directory)}; Ctrl-C ends it\n`);
      await firstValueFrom(requests$);
      await server.close();
    } finally {
      await store.close();
    }
  });
}
