import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { networkHash, readPredictions, readWidths } from '@dof/reporting';
import { runResult } from './run-results.js';

const results = [runResult({ d: 8, seed: 0, losses: [1] })];

describe('readPredictions', () => {
  let folder: string;
  beforeAll(async () => void (folder = await mkdtemp(join(tmpdir(), 'dof-predictions-'))));
  afterAll(() => rm(folder, { recursive: true }));
  const read = async (text: string) => {
    await writeFile(join(folder, 'prediction.json'), text);
    return readPredictions(folder, results);
  };

  it('reads predictions by falling level, whatever else is there', async () => {
    const levels = [
      { level: 0.5, dStar: 80, lower: 60, upper: 100, more: 1 },
      { level: 1, dStar: null },
      { level: 'x' },
    ];
    const predictions = [{ source: 'Hessian', start: 'initialisation', levels, loss: 2 }, { source: 1 }, null];
    expect(await read(JSON.stringify({ format: 1, predictions }))).toEqual([
      {
        ...{ source: 'Hessian', start: 'initialisation' },
        levels: [
          { level: 1, dStar: null, lower: null, upper: null },
          { level: 0.5, dStar: 80, lower: 60, upper: 100 },
        ],
      },
    ]);
  });

  it('passes over those of another model or other data', async () => {
    const predictions = [{ source: 'Hessian', start: 'initialisation', levels: [] }];
    const [{ specification }] = results;
    const own = networkHash(specification);
    expect(await read(JSON.stringify({ network: own, predictions }))).toHaveLength(1);
    expect(await read(JSON.stringify({ network: networkHash({ ...specification, model: {} }), predictions }))).toEqual(
      [],
    );
  });

  it.each(['', '{', 'null', '[]', '{"predictions":3}'])('finds none in %j, nor without a file', async (text) => {
    expect(await read(text)).toEqual([]);
    expect(await readPredictions(join(folder, 'nowhere'), results)).toEqual([]);
  });
});

describe('readWidths', () => {
  let folder: string;
  beforeAll(async () => void (folder = await mkdtemp(join(tmpdir(), 'dof-widths-'))));
  afterAll(() => rm(folder, { recursive: true }));

  it('reads d_G by falling level, and nothing where a level is not reached or reached at the start', async () => {
    const levels = [
      { level: 0.5, status: 'measured', dG: 80, lower: 60, upper: 100, width: 30 },
      { level: 2, status: 'start', dG: 0, lower: 0, upper: 0 },
      { level: 0.1, status: 'not-reached', dG: null, lower: null, upper: null },
    ];
    const network = networkHash(results[0].specification);
    const widths = [{ source: 'Gaussian width, measured', start: 'initialisation', loss: 2.3, levels }];
    await writeFile(join(folder, 'width.json'), JSON.stringify({ network, widths }));
    expect(await readWidths(folder, results)).toEqual([
      {
        ...{ source: 'Gaussian width, measured', start: 'initialisation' },
        levels: [
          { level: 2, dG: null, lower: null, upper: null },
          { level: 0.5, dG: 80, lower: 60, upper: 100 },
          { level: 0.1, dG: null, lower: null, upper: null },
        ],
      },
    ]);
    await writeFile(join(folder, 'width.json'), JSON.stringify({ network: 'another', widths }));
    expect(await readWidths(folder, results)).toEqual([]);
  });
});
