import { mkdir, mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { basename, join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { asyncBufferFromFile, parquetReadObjects } from 'hyparquet';
// Threads load built files, so this test takes the whole package as built.
import { allFigures, buildReport, pictureOf, renderSvg, writeReport } from '../dist/index.js';
import { reportInput, runResult } from './run-results.js';

const SEEDS = 1500;
const results = [8, 16, 32, 64].flatMap((d) =>
  Array.from({ length: SEEDS }, (_, seed) =>
    runResult({ d, seed, losses: [2.5, 3 / (1 + (d * (1 + seed / SEEDS)) / 40)] }),
  ),
);

describe('writeReport of thousands of runs', () => {
  const report = buildReport({ ...reportInput([], []), results });
  let root: string;
  beforeAll(async () => void (root = await mkdtemp(join(tmpdir(), 'dof-many-runs-'))));
  afterAll(() => rm(root, { recursive: true }));

  it('writes in threads what it would write itself', async () => {
    const written = await writeReport(report, root);
    const tables = await readdir(join(root, 'tables'));
    const figures = await readdir(join(root, 'figures'));
    expect(written.map((path) => basename(path))).toEqual(expect.arrayContaining([...tables, ...figures]));
    for (const figure of allFigures(report.figures)) {
      const { id } = figure;
      expect(await readFile(join(root, 'figures', `${id}.svg`), 'utf8')).toBe(await renderSvg(pictureOf(figure)));
      expect((await readFile(join(root, 'figures', `${id}.png`))).subarray(1, 4).toString('latin1')).toBe('PNG');
    }
    const history = await parquetReadObjects({
      file: await asyncBufferFromFile(join(root, 'tables', 'history.parquet')),
    });
    expect(history.map(({ hash, trainLoss }) => [hash, trainLoss])).toEqual(
      results.flatMap(({ hash, history }) => history.map(({ train }) => [hash, train.loss])),
    );
    const csv = await readFile(join(root, 'tables', 'runs.csv'), 'utf8');
    expect(csv.trimEnd().split('\n')).toHaveLength(results.length + 1);
  });

  it.each(['figures', 'tables'])('says which folder of %s cannot be written', async (name) => {
    const directory = join(root, `no-${name}`);
    await mkdir(directory);
    await writeFile(join(directory, name), 'a file');
    await expect(writeReport(report, directory)).rejects.toMatchObject({
      code: 'DOF_OUTPUT_NOT_WRITABLE',
      message: expect.stringContaining(join(directory, name)),
    });
  });
});
