import { describe, expect, it } from '@jest/globals';
import { all, experiment, experimentSetting, ofType } from '../../test/fixtures/experiment-setting.js';
import { FirstParameters, PreparedParameters } from '../../test/fixtures/first-parameters.js';
import { forwardRunStore } from '../forwarding/forward-contracts.js';
import { memoryRunStore } from '../store/memory-run-store.js';
import { planExperiment } from './plan-experiment.js';
import { resolveExperiment } from './resolution/resolve-experiment.js';
import { runExperiment } from './run-experiment.js';

const setting = () => experimentSetting([new FirstParameters(), new PreparedParameters()]);

describe('planExperiment', () => {
  it('plans what a pass would say that it plans, and knows what is there', async () => {
    const environment = setting();
    const asked = experiment({ methods: ['first', 'prepared'] });
    const resolved = await resolveExperiment(asked, environment.container);
    const empty = await planExperiment(resolved, environment);
    expect(empty).toMatchObject({ finished: 0, searches: [], stored: new Set() });
    expect(empty.missing).toHaveLength(12);

    const fewer = experiment({ methods: ['first', 'prepared'], seeds: 1 });
    await all(runExperiment(fewer, environment));
    const again = await planExperiment(resolved, environment);
    expect([again.finished, again.missing.length, again.stored.size]).toEqual([6, 6, 0]);
    const [planned] = ofType(await all(runExperiment(asked, environment)), 'planned');
    expect(again.planned).toEqual(planned);
  });

  it('plans a tuned method at the rate chosen for each start and d, and nowhere else', async () => {
    const asked = experiment({ seeds: 1, start: ['init', { type: 'burn-in', steps: 2, batchSize: 8 }] });
    const [init, burnt] = (await resolveExperiment(asked, setting().container)).experiment.starts;
    const [low, high] = asked.degreesOfFreedom;
    const tunedRates = [
      { start: init, degreesOfFreedom: low, learningRate: 0.3 },
      { start: burnt, degreesOfFreedom: low, learningRate: 0.4 },
      { start: init, degreesOfFreedom: high, learningRate: 0.5 },
    ];
    const methods = [{ ...asked.methods[0], tunedRates }];
    const resolved = await resolveExperiment({ ...asked, methods }, setting().container);
    const { missing } = await planExperiment(resolved, setting());
    const rates = missing.map(({ specification: { start, degreesOfFreedom: d, training } }) => {
      return `${start.type} ${d} ${training.optimizer.learningRate}`;
    });
    expect(rates.sort()).toEqual([`burn-in ${low} 0.4`, `init ${low} 0.3`, `init ${high} 0.5`].sort());
  });

  it('finds preparations that missing runs need', async () => {
    const environment = setting();
    await all(runExperiment(experiment({ methods: 'prepared' }), environment));
    const changed = experiment({ methods: 'prepared', training: { batchSize: 8, epochs: 1 } });
    const { missing, stored } = await planExperiment(
      await resolveExperiment(changed, environment.container),
      environment,
    );
    expect(missing).toHaveLength(6);
    expect([...stored]).toEqual([missing[0].preparationKey, missing[3].preparationKey]);
  });

  it('writes nothing', async () => {
    const refuse = (): never => {
      throw new Error('written');
    };
    const store = forwardRunStore(memoryRunStore(), { put: refuse, putPrepared: refuse, claim: refuse });
    const resolved = await resolveExperiment(experiment({ methods: 'prepared' }), setting().container);
    expect((await planExperiment(resolved, { store })).missing).toHaveLength(6);
  });

  it('knows of a search the most runs it may have, and those it would take up', async () => {
    const environment = setting();
    await all(runExperiment(experiment({ degreesOfFreedom: [5], seeds: 2 }), environment));
    const search = { level: 0.5, from: 1, to: 20, budget: 10 };
    const asked = experiment({ search, degreesOfFreedom: undefined, seeds: undefined });
    const resolved = await resolveExperiment(asked, environment.container);
    const { missing, searches } = await planExperiment(resolved, environment);
    expect(missing).toEqual([]);
    expect(searches).toMatchObject([{ series: 'first', budget: 10, finished: 2 }]);
    const [{ least, longest }] = searches;
    expect(least.specification.degreesOfFreedom).toBe(1);
    expect(longest.map(({ specification: { degreesOfFreedom, seed } }) => [degreesOfFreedom, seed])).toEqual(
      [2, 3, 4, 5, 6, 7, 8, 9].map((seed) => [20, seed]),
    );
  });
});
