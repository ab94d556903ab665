import { readdirSync } from 'node:fs';
import { describe, expect, it } from '@jest/globals';
import { runInProcess } from '../../test/run-in-process.js';
import { temporaryFolders } from '../../test/temporary-folder.js';

const temporaryFolder = temporaryFolders();

const EMPTY: readonly (readonly string[])[] = [
  ['run', 'e.yaml', '--out', ''],
  ['run', 'e.yaml', '--out', '  '],
  ['run', 'e.yaml', '--executor', ''],
  ['run', 'e.yaml', '--executor', 'redis', '--queue', ''],
  ['run', 'e.yaml', '--shared='],
  ['run', ''],
  ['run', 'e.yaml', '--set', ''],
  ['benchmark', 'e.yaml', '--store', ''],
  ['benchmark', 'e.yaml', '--combine', ''],
  ['report', ''],
  ['runs', 'out', '--to', ''],
  ['runs', 'out', '--method', ''],
  ['merge', '', 'out'],
  ['merge', 'into', 'out', ''],
  ['watch', ''],
  ['threshold', '', '--loss', '1'],
  ['theory', 'well', '--spectrum', ''],
  ['theory', 'well', '--spectrum', 'flat', '--out', ''],
  ['theory', 'predict', 'e.yaml', '--out', ''],
  ['worker', ''],
];

describe('a value that is empty', () => {
  it.each(EMPTY)('is refused in one line, before anything is done: %s %s %s %s', async (...arguments_) => {
    const workingDirectory = temporaryFolder();
    const { code, terminal } = await runInProcess(
      arguments_.filter((one) => one !== undefined),
      { workingDirectory },
    );
    expect([code, terminal.output()]).toEqual([2, '']);
    expect(terminal.errors()).toMatch(
      /^dof: [^\n]+ is empty, as where a shell variable is not set: give it a value[^\n]*\n$/,
    );
    expect(readdirSync(workingDirectory)).toEqual([]);
  });
});
