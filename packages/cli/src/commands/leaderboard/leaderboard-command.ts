import { Command } from 'commander';
import type { Perform } from '../../command-line/command-context.js';
import { examples } from '../../command-line/examples.js';
import type { LeaderboardOptions } from './leaderboard.js';

/** `dof leaderboard FOLDER`: what benchmarks found, side by side. */
export function leaderboardCommand(perform: Perform): Command {
  return new Command('leaderboard')
    .summary('put the comparisons of several benchmarks side by side')
    .description(
      'Finds every comparison that `dof benchmark` wrote below a folder, puts those on the same model, data and levels\n' +
        'into one table, and writes all of them into the folder, as a page among others. Nothing is trained.',
    )
    .argument('<folder>', 'where `dof benchmark` wrote to, or a folder above')
    .option('--json', 'print the comparisons as one JSON document', false)
    .addHelpText('after', examples('dof leaderboard benchmarks'))
    .action((folder: string, options: LeaderboardOptions) =>
      perform(async (context) => (await import('./leaderboard.js')).leaderboard(folder, options, context)),
    );
}
