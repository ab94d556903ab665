import {
  DofError,
  inProcessExecutor,
  memoryRunStore,
  planExperiment,
  type MeasuredRun,
  type Prepared,
} from '@dof/core';
import { describe, expect, it } from '@jest/globals';
import { testServices } from '../../test/run-in-process.js';
import { temporaryFolders } from '../../test/temporary-folder.js';
import { TINY, writeExperiment } from '../../test/tiny-experiment.js';
import { estimatedSeconds } from './estimated-seconds.js';
import { measureExperiment } from './measured-experiment.js';
import { workAhead } from './work-ahead.js';

const temporaryFolder = temporaryFolders();
const SUBSPACE = '[{ name: lottery-subspace, options: { every: 1, snapshots: 8, batchSize: 16 } }]';
const PREPARED: Prepared = { meta: null, arrays: {} };

/** Three seeds at four d: a run takes 10 s and d seconds, a preparation as long as told. */
async function measured({
  prepared = true,
  preparation = {} as { seconds?: number; prepared?: Prepared },
  failAt = 0,
}) {
  const folder = temporaryFolder();
  const file = writeExperiment(folder, `${TINY}methods: ${prepared ? SUBSPACE : 'random'}\n`);
  const services = testServices();
  const overrides = ['degreesOfFreedom=[1,2,4,8]', 'seeds=3'];
  const resolved = await services.resolveExperiment(
    await services.readExperiment(file, { overrides, directory: folder }),
  );
  const plan = await planExperiment(resolved);
  const ahead = workAhead(plan);
  const asked: [number, Prepared | undefined][] = [];
  const shares: number[] = [];
  const found = await measureExperiment({
    ...{ resolved, plan, ahead, executor: inProcessExecutor(), store: memoryRunStore() },
    progress: async (share) => void shares.push(share),
    measure: {
      preparation: async () => preparation,
      run: async ({ run, prepared: given }): Promise<MeasuredRun> => {
        const d = run.specification.degreesOfFreedom;
        asked.push([d, given]);
        if (d === failAt) throw new DofError('DOF_TOO_LARGE', 'it does not fit');
        return { seconds: 10 + d, stepSeconds: 0.1, evaluationSeconds: 1, hasMap: true };
      },
    },
  });
  return { found, ahead, asked, shares };
}

describe('measureExperiment', () => {
  it('measures the least and the largest d, and one of the preparations, with which runs begin', async () => {
    const { found, asked, shares } = await measured({ preparation: { seconds: 5, prepared: PREPARED } });
    expect(asked).toEqual([
      [1, PREPARED],
      [8, PREPARED],
    ]);
    expect(found.preparations).toEqual([
      { what: 'prepare', kind: 'prepare lottery-subspace', size: 1, count: 3, seconds: 5 },
    ]);
    expect(found.series).toMatchObject([{ ends: [{ degreesOfFreedom: 1, seconds: 11 }, { degreesOfFreedom: 8 }] }]);
    expect(shares).toEqual([1 / 3, 2 / 3, 1]);
  });

  it('says why a run cannot be done', async () => {
    const { found } = await measured({ prepared: false, failAt: 8 });
    expect(found.series[0].ends[1]).toEqual({ degreesOfFreedom: 8, problem: 'it does not fit' });
  });
});

describe('estimatedSeconds', () => {
  it('adds up runs and preparations for as many at once as there are', async () => {
    const { found, ahead } = await measured({ preparation: { seconds: 100 } });
    const runs = 4 * 10 + 1 + 2 + 4 + 8;
    expect(estimatedSeconds(ahead, found, 1)).toBeCloseTo(3 * (100 + runs), 9);
    // Each seed on its own: the preparation, then its longest run.
    expect(estimatedSeconds(ahead, found, 12)).toBeCloseTo(100 + 18, 9);
  });

  it('leaves out preparations of which too little was heard, and knows nothing without a run', async () => {
    const { found, ahead } = await measured({});
    expect(estimatedSeconds(ahead, found, 1)).toBeCloseTo(3 * (4 * 10 + 15), 9);
    expect(estimatedSeconds(ahead, { ...found, series: [] }, 1)).toBeUndefined();
    expect(estimatedSeconds({ ...ahead, runs: [] }, found, 1)).toBe(0);
  });
});
