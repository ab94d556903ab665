import { existsSync, mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from '@jest/globals';
import { runInProcess } from '../../../test/run-in-process.js';
import { temporaryFolders } from '../../../test/temporary-folder.js';
import { TINY, writeExperiment } from '../../../test/tiny-experiment.js';

const temporaryFolder = temporaryFolders();

describe('dof leaderboard', () => {
  it('shows the comparisons below a folder side by side, without training, and writes them as a page', async () => {
    const folder = temporaryFolder();
    const sparse = '[{ name: random, options: { projection: sparse } }]';
    const file = writeExperiment(folder, `${TINY}\nmethods: ${sparse}\n`);
    await runInProcess(['benchmark', file, '--out', 'all/one', '--store', 'runs'], { workingDirectory: folder });
    const { code, terminal } = await runInProcess(['leaderboard', 'all'], { workingDirectory: folder });
    expect([code, terminal.errors()]).toEqual([0, '']);
    expect(terminal.output()).toMatch(/ random .*null model\n +random \(projection sparse\) /);
    expect(terminal.output()).toMatch(
      /\nWritten\n {2}all\/comparisons.json\n {2}all\/comparisons.md\n {2}all\/comparisons.html\n$/,
    );
    expect(existsSync(join(folder, 'all/comparisons.html'))).toBe(true);
    const json = await runInProcess(['leaderboard', 'all', '--json'], { workingDirectory: folder });
    expect(JSON.parse(json.terminal.output())).toMatchObject([{ entries: [{ isNull: true }, { isNull: false }] }]);
  });

  it.each([
    ['nowhere', 'nowhere is no folder'],
    ['empty', 'empty holds no comparison'],
    ['file', 'file is no folder'],
  ])('refuses %s, and writes nothing', async (name, reason) => {
    const folder = temporaryFolder();
    mkdirSync(join(folder, 'empty'));
    writeFileSync(join(folder, 'file'), '');
    const { code, terminal } = await runInProcess(['leaderboard', name], { workingDirectory: folder });
    expect(code).toBe(2);
    expect(terminal.errors()).toBe(`dof: ${reason}: name one that \`dof benchmark\` wrote to\n`);
    expect(existsSync(join(folder, 'empty/comparisons.html'))).toBe(false);
  });
});
