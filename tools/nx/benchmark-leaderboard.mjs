// An Nx plugin: whatever ran the target `benchmark` ends with the leaderboard of all benchmarks, since Nx itself shows
// nothing of tasks that succeed.
import { spawnSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { execPath } from 'node:process';

export const name = 'benchmark-leaderboard';

/** Where the target's configurations write to, as nx.json has it. */
const FOLDERS = { '': 'benchmarks', ci: 'benchmarks-ci' };

/** Called by Nx once the tasks of a command are done, whether they ran or came from its cache. */
export function postTasksExecution(_, { workspaceRoot, taskResults }) {
  const targets = Object.values(taskResults).map(({ task }) => task.target);
  const configurations = targets.filter(({ target }) => target === 'benchmark').map((one) => one.configuration ?? '');
  for (const configuration of new Set(configurations)) {
    const folder = FOLDERS[configuration];
    if (folder === undefined || !existsSync(join(workspaceRoot, folder))) continue;
    spawnSync(execPath, ['packages/cli/bin/dof.js', 'leaderboard', folder], { cwd: workspaceRoot, stdio: 'inherit' });
  }
}
