import { existsSync, statSync } from 'node:fs';
import { resolve } from 'node:path';
import { DofError } from '@dof/core/errors';
import type { CommandContext } from '../../command-line/command-context.js';
import { jsonText, shortestPath } from '../../terminal/printing.js';
import { foundComparisons } from '../benchmark/combinable-comparisons.js';

/** As the command line gives them. */
export interface LeaderboardOptions {
  readonly json: boolean;
}

/**
 * What `dof leaderboard FOLDER` does.
 *
 * @throws DofError DOF_BAD_COMBINE, and those of writing
 */
export async function leaderboard(
  folder: string,
  { json }: LeaderboardOptions,
  { terminal, services }: CommandContext,
): Promise<void> {
  const directory = resolve(terminal.workingDirectory, folder);
  const isThere = existsSync(directory) && statSync(directory).isDirectory();
  if (!isThere || (await foundComparisons(directory)).length === 0) {
    throw new DofError(
      'DOF_BAD_COMBINE',
      `${folder} ${isThere ? 'holds no comparison' : 'is no folder'}: name one that \`dof benchmark\` wrote to`,
    );
  }
  const { text, data, files } = await services.combineComparisons(directory);
  if (json) {
    terminal.stdout.write(jsonText(data));
    return;
  }
  terminal.stdout.write(`\n${text.trimEnd()}\n\nWritten\n`);
  for (const path of files) terminal.stdout.write(`  ${shortestPath(path, terminal.workingDirectory)}\n`);
}
