import { readdirSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it, jest } from '@jest/globals';
import type { compose } from '@dof/cli';
import { runInProcess, testServices } from './run-in-process.js';
import { temporaryFolders } from './temporary-folder.js';
import { writeExperiment } from './tiny-experiment.js';

const temporaryFolder = temporaryFolders();

/** Every file of a folder but the store's, with what tells whether it is still the same one. */
function filesIn(folder: string): readonly string[] {
  return readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile() && !entry.name.includes('.sqlite'))
    .map(({ parentPath, name }) => join(parentPath, name))
    .map((path) => `${path} ${statSync(path).ino} ${statSync(path).mtimeMs}`)
    .sort();
}

describe('what is done again, and nothing has changed', () => {
  it('writes no file, and says the same', async () => {
    const workingDirectory = temporaryFolder();
    const file = writeExperiment(workingDirectory);
    const folder = join(workingDirectory, 'dof-results', 'tiny');
    const said = async (...arguments_: string[]) => {
      const { code, terminal } = await runInProcess(arguments_, { workingDirectory });
      expect(code).toBe(0);
      return terminal.output();
    };
    const first = await said('run', file);
    const [before, results] = [filesIn(folder), await said('runs', folder)];
    expect(before.length).toBeGreaterThan(20);
    expect(await said('run', file)).toBe(first);
    expect(filesIn(folder)).toEqual(before);
    expect(await said('report', folder)).toBe(first);
    expect(filesIn(folder)).toEqual(before);
    expect(await said('runs', folder)).toBe(results);
    const { summary } = JSON.parse(await said('report', folder, '--json')) as { readonly summary: object };
    expect(summary).toMatchObject({ title: 'tiny', runs: { length: 6 } });
    expect(filesIn(folder)).toEqual(before);
  });

  it('begins no worker', async () => {
    const workingDirectory = temporaryFolder();
    const file = writeExperiment(workingDirectory);
    await runInProcess(['run', file], { workingDirectory });
    const execute = jest.fn<ReturnType<ReturnType<typeof compose>['createExecutor']>['execute']>();
    const createExecutor = () => ({ concurrency: 1, execute, dispose: async () => {} });
    const { code } = await runInProcess(['run', file], { workingDirectory }, testServices({ createExecutor }));
    expect([code, execute.mock.calls.length]).toEqual([0, 0]);
  });
});
