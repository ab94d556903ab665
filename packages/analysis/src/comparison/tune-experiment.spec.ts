import { describe, expect, it } from '@jest/globals';
import { parseExperiment, withLearningRate, type Experiment, type RunResult, type RunSpecification } from '@dof/core';
import { tuneExperiment, tunedRates, tuningRecord, type TunedMethod } from './tune-experiment.js';

const experiment = parseExperiment(
  {
    model: 'conv-2',
    data: 'mnist',
    degreesOfFreedom: [8, 32],
    seeds: [3, 1_000_000_000],
    start: ['init', { type: 'burn-in', steps: 5 }],
    methods: ['a', { name: 'fixed', learningRate: 0.4 }, 'b'],
    training: { optimizer: { name: 'momentum', learningRate: [0.4, 0.1, 0.2] } },
    tune: { seeds: 2 },
  },
  { source: 'test', defaultName: 'x', baseDirectory: '/' },
);

/** Every run of an experiment, as far as tuning looks at it; `loss` says how well it does. */
function resultsOf(
  { methods, starts, degreesOfFreedom, seeds, training }: Experiment,
  loss: (specification: RunSpecification) => number,
): RunResult[] {
  if (training === undefined) throw new Error('the experiment has a recipe');
  return methods.flatMap(({ name, learningRate = training.optimizer.learningRate }) =>
    starts.flatMap((request) =>
      degreesOfFreedom.flatMap((d) =>
        seeds.map((seed) => {
          const specification = {
            method: { name, version: '1', options: {} },
            start: { ...request, seed },
            ...{ degreesOfFreedom: d, seed, training: withLearningRate(training, learningRate) },
          } as RunSpecification;
          const hash = `${name} ${request.type} ${d} ${learningRate} ${seed}`;
          return { hash, specification, best: { trainLoss: loss(specification) } } as RunResult;
        }),
      ),
    ),
  );
}

/** The best rate: 0.4 from burn-in, from init 0.2 at d = 8 and 0.1 at d = 32. */
function loss({ start, degreesOfFreedom, training }: RunSpecification): number {
  const best = start.type === 'burn-in' ? 0.4 : degreesOfFreedom === 8 ? 0.2 : 0.1;
  return 1 + Math.abs(Math.log(training.optimizer.learningRate / best));
}

async function tune(asked: Experiment): Promise<{ tuned: TunedMethod[]; trainings: Experiment[] }> {
  const [tuned, trainings]: [TunedMethod[], Experiment[]] = [[], []];
  const train = (tuning: Experiment) => {
    trainings.push(tuning);
    return Promise.resolve(resultsOf(tuning, loss));
  };
  for await (const one of tuneExperiment(asked, train)) tuned.push(one);
  return { tuned, trainings };
}

describe('tuneExperiment', () => {
  it('finds the best rate for each start and d, on seeds that do not count', async () => {
    const { tuned, trainings } = await tune(experiment);
    expect(trainings.map(({ methods }) => methods.map((one) => `${one.name} ${one.learningRate}`))).toEqual([
      ['a 0.1', 'a 0.2', 'a 0.4'],
      ['b 0.1', 'b 0.2', 'b 0.4'],
    ]);
    for (const { seeds } of trainings) expect(seeds).toEqual([1_000_000_001, 1_000_000_002]);
    const [init, burnIn] = experiment.starts;
    expect(tuned[0].request.tunedRates).toEqual([
      { start: init, degreesOfFreedom: 8, learningRate: 0.2 },
      { start: init, degreesOfFreedom: 32, learningRate: 0.1, end: 'lowest' },
      { start: burnIn, degreesOfFreedom: 8, learningRate: 0.4, end: 'highest' },
      { start: burnIn, degreesOfFreedom: 32, learningRate: 0.4, end: 'highest' },
    ]);
  });

  it('ends where the runs were not all done, and does nothing without a list', async () => {
    const tuned = [];
    for await (const one of tuneExperiment(experiment, async () => undefined)) tuned.push(one);
    expect(tuned).toEqual([]);
    expect((await tune({ ...experiment, tune: undefined })).trainings).toEqual([]);
  });
});

describe('tunedRates', () => {
  it('has none where there are no results', () => {
    const results = resultsOf({ ...experiment, starts: experiment.starts.slice(0, 1) }, loss);
    const starts = new Set(tunedRates(results, [0.1, 0.2]).map(({ start }) => start.type));
    expect([...starts]).toEqual(['init']);
  });
});

describe('tuningRecord', () => {
  it('names the runs of each choice, and those that nobody asked for by their rate', async () => {
    const { tuned } = await tune(experiment);
    const atOneRate = resultsOf(experiment, loss);
    const atBest = resultsOf(
      {
        ...experiment,
        methods: ['a', 'b'].flatMap((name) => [0.1, 0.4].map((learningRate) => ({ name, learningRate, options: {} }))),
      },
      loss,
    );
    const record = tuningRecord(experiment, tuned, [...atOneRate, ...atBest]);
    expect(record?.seeds).toEqual([1_000_000_001, 1_000_000_002]);
    expect(record?.choices.slice(0, 3).map(({ runs }) => runs)).toEqual([
      ['a init 8 0.2 3', 'a init 8 0.2 1000000000'],
      ['a init 32 0.1 3', 'a init 32 0.1 1000000000'],
      ['a burn-in 8 0.4 3', 'a burn-in 8 0.4 1000000000'],
    ]);
    // 0.2 is the middle one, and 0.4 that of another entry.
    expect(record?.tunedOnly).toEqual(
      ['a', 'b'].flatMap((name) => [3, 1e9].map((seed) => `${name} init 32 0.1 ${seed}`)),
    );
  });
});
