import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { groupIntoSeries, type RunSpecification, type WeightsStart } from '@dof/core';

const SPECIFICATION: RunSpecification = {
  format: 1,
  model: {
    name: 'net',
    inputShape: [2, 2, 1],
    layers: [{ type: 'dense', units: 3, bias: true }],
    loss: 'softmax-cross-entropy',
  },
  data: { name: 'clusters', version: '1', options: { noise: 1 }, contentHash: 'ab', trainCount: 100, testCount: 10 },
  backend: { name: 'simd', version: '1' },
  method: { name: 'random', version: '1', options: { projection: 'gaussian' } },
  start: { type: 'init', seed: 0 },
  degreesOfFreedom: 8,
  seed: 0,
  training: {
    optimizer: { name: 'adam', learningRate: 0.05, beta1: 0.9, beta2: 0.999, epsilon: 1e-7 },
    schedule: [],
    batchSize: 10,
    epochs: 3,
  },
  evaluation: { every: 'epoch', batchSize: 50 },
};

/** A run of d and seed that starts from its own seed unless told otherwise. */
function run(d: number, seed: number, change: Partial<RunSpecification> = {}) {
  return {
    specification: { ...SPECIFICATION, degreesOfFreedom: d, seed, start: { type: 'init', seed }, ...change } as const,
  };
}

/** Every leaf of a specification that is no d, seed or stopping rule, changed. */
const CHANGES: readonly (readonly [string, Partial<RunSpecification>])[] = [
  [
    'learning rate',
    { training: { ...SPECIFICATION.training, optimizer: { ...SPECIFICATION.training.optimizer, learningRate: 1e-6 } } },
  ],
  [
    'optimizer',
    { training: { ...SPECIFICATION.training, optimizer: { name: 'momentum', learningRate: 0.05, momentum: 0.9 } } },
  ],
  ['schedule', { training: { ...SPECIFICATION.training, schedule: [{ step: 3, learningRate: 0.01 }] } }],
  ['batch size', { training: { ...SPECIFICATION.training, batchSize: 20 } }],
  ['epochs', { training: { ...SPECIFICATION.training, epochs: 4 } }],
  ['projection', { method: { ...SPECIFICATION.method, options: { projection: 'sparse' } } }],
  ['code', { method: { ...SPECIFICATION.method, codeHash: 'ab' } }],
  ['files', { method: { ...SPECIFICATION.method, files: { './a.npz': 'ab' } } }],
  ['version', { method: { ...SPECIFICATION.method, version: '2' } }],
  ['model', { model: { ...SPECIFICATION.model, name: 'other' } }],
  ['model', { model: { ...SPECIFICATION.model, inputShape: [3, 3, 1] } }],
  ['data', { data: { ...SPECIFICATION.data, name: 'other' } }],
  ['data', { data: { ...SPECIFICATION.data, options: { noise: 2 } } }],
  ['data', { data: { ...SPECIFICATION.data, contentHash: 'cd' } }],
  ['engine', { backend: { name: 'tfjs', version: '1' } }],
  ['evaluation batch size', { evaluation: { every: 'epoch', batchSize: 60 } }],
];

const BURN_IN = { type: 'burn-in', steps: 20, learningRate: 0.1, momentum: 0.9, batchSize: 10 } as const;

describe('groupIntoSeries', () => {
  it('pools runs that differ in nothing but d and seed, and runs that were stopped', () => {
    const stopped = run(16, 0, { stopping: { trainLoss: 0.5, hopeless: false } });
    const [series, ...others] = groupIntoSeries([run(8, 0), run(8, 1), stopped, run(16, 1)]);
    expect(others).toEqual([]);
    expect(series).toMatchObject({
      label: 'random',
      methodLabel: 'random',
      startLabel: 'initialisation',
      start: { type: 'init' },
    });
    expect(series.runs).toHaveLength(4);
  });

  it.each(CHANGES)('makes another series of another %s, and names it', (what, change) => {
    const series = groupIntoSeries([run(8, 0), run(8, 0, change), run(16, 1), run(16, 1, change)]);
    expect(series.map(({ runs }) => runs.length)).toEqual([2, 2]);
    for (const { label, methodLabel } of series)
      expect([label, methodLabel]).toEqual([label, expect.stringContaining(what)]);
    expect(new Set(series.map(({ label }) => label)).size).toBe(2);
  });

  it('makes another series of a member that specifications may have one day', () => {
    const newer = { ...run(8, 0).specification, precision: 'half' };
    expect(groupIntoSeries([run(8, 0), { specification: newer }])).toHaveLength(2);
  });

  it('makes series of starts, burn-ins of other recipes among them', () => {
    const burnIns = [{ ...BURN_IN }, { ...BURN_IN, steps: 40 }, { ...BURN_IN, steps: 40, learningRate: 0.2 }];
    const runs = [0, 1].flatMap((seed) => [
      run(8, seed),
      ...burnIns.map((start) => run(8, seed, { start: { ...start, seed } })),
    ]);
    const series = groupIntoSeries(runs);
    expect(series.map(({ methodLabel, startLabel }) => [methodLabel, startLabel])).toEqual([
      ['random', 'initialisation'],
      ['random', 'burn-in, 20 steps'],
      ['random', 'burn-in, 40 steps (learningRate 0.1)'],
      ['random', 'burn-in, 40 steps (learningRate 0.2)'],
    ]);
    expect(new Set(series.map(({ setting }) => setting)).size).toBe(4);
  });

  it('makes a series of each fixed initialisation, beside runs that each draw their own', () => {
    const fixed = [0, 1, 2, 3].flatMap((seed) =>
      [1, 9].map((start) => run(8, seed, { start: { type: 'init', seed: start } })),
    );
    expect(groupIntoSeries(fixed).map(({ start, runs }) => [start, runs.length])).toEqual([
      [{ type: 'init', seed: 1 }, 4],
      [{ type: 'init', seed: 9 }, 4],
    ]);
    const own = [0, 1, 2, 3].map((seed) => run(8, seed));
    // The run of seed 1 from its own initialisation is a trial of both, and given twice here.
    expect(groupIntoSeries([...own, ...fixed]).map(({ startLabel, runs }) => [startLabel, runs.length])).toEqual([
      ['initialisation', 4],
      ['initialisation, seed 1', 4],
      ['initialisation, seed 9', 4],
    ]);
  });

  it('makes one series of runs from one file of weights, also where the only seed is that of the start', () => {
    const start: WeightsStart = {
      ...{ type: 'weights', seed: 0, file: 'net.npz', contentHash: 'a'.repeat(64), layout: 'ours', except: [] },
      reader: { name: 'npz', version: '1' },
    };
    for (const seeds of [[0], [0, 1, 2]]) {
      const series = groupIntoSeries(seeds.map((seed) => run(8, seed, { start })));
      expect(series.map((one) => [one.startLabel, one.start.seed, one.runs.length])).toEqual([
        ['weights of net.npz', 0, seeds.length],
      ]);
    }
  });

  it('tells weights apart by file, content and the layers that are not from it', () => {
    const weights = { type: 'weights', seed: 0, file: 'net.npz', contentHash: 'a'.repeat(64), layout: 'ours' } as const;
    const reader = { name: 'npz', version: '1' };
    const starts = [
      { ...weights, reader, except: [] },
      { ...weights, reader, except: [], contentHash: 'b'.repeat(64) },
      { ...weights, reader, except: [], file: 'other.npz' },
    ];
    const own = [0, 1].map((seed) => run(8, seed, { start: { ...weights, reader, except: ['dense1'], seed } }));
    const fixed = [0, 1].map((seed) => run(8, seed, { start: { ...weights, reader, except: ['dense1'], seed: 7 } }));
    const all = groupIntoSeries([...starts.map((start) => run(8, 0, { start })), ...own, ...fixed]);
    expect(all.map(({ label, startLabel }) => [label, startLabel])).toEqual([
      ['random (start weights of net.npz (content aaaaaaaa))', 'weights of net.npz (content aaaaaaaa)'],
      ['random (start weights of net.npz (content bbbbbbbb))', 'weights of net.npz (content bbbbbbbb)'],
      ['random (start weights of other.npz)', 'weights of other.npz'],
      ['random (start weights of net.npz except dense1)', 'weights of net.npz, except dense1'],
      ['random (start weights of net.npz except dense1 seed 7)', 'weights of net.npz, except dense1, seed 7'],
    ]);
  });

  it('counts a d and seed once, the run without a stopping rule', () => {
    const stopped = run(8, 0, { stopping: { trainLoss: 0.5, hopeless: true } });
    const whole = run(8, 0);
    for (const runs of [
      [stopped, whole],
      [whole, stopped],
      [whole, whole, stopped],
    ]) {
      expect(groupIntoSeries(runs).map((series) => series.runs)).toEqual([[whole]]);
    }
  });

  it('pools recipes that follow d by the rule of a method, unless the experiment changes them', () => {
    const at = (d: number, learningRate: number, recommendedTraining?: { learningRate?: number }) => {
      const { training } = SPECIFICATION;
      const changed = { ...training, optimizer: { ...training.optimizer, learningRate } };
      return { ...run(d, 0, { training: changed }), ...(recommendedTraining && { recommendedTraining }) };
    };
    expect(groupIntoSeries([at(8, 0.1, {}), at(16, 0.2, {})])).toHaveLength(1);
    expect(groupIntoSeries([at(8, 0.1), at(16, 0.2)])).toHaveLength(2);
    const rates = [0.1, 0.2].flatMap((learningRate) => [8, 16].map((d) => at(d, learningRate, { learningRate })));
    expect(groupIntoSeries(rates).map(({ label, runs }) => [label, runs.length])).toEqual([
      ['random (learning rate 0.1)', 2],
      ['random (learning rate 0.2)', 2],
    ]);
  });

  it('compares methods of one setting, whatever their recipes', () => {
    const [a, b, c] = groupIntoSeries([
      run(8, 0),
      run(8, 0, { method: { name: 'mask', version: '1', options: {} }, ...CHANGES[0][1] }),
      run(8, 0, { model: { ...SPECIFICATION.model, name: 'other' } }),
    ]);
    expect([a.setting === b.setting, a.setting === c.setting]).toEqual([true, false]);
  });

  it('does not depend on the order or on which objects are shared, and never gives a label twice', () => {
    const start = fc.constantFrom(undefined, 1, 9);
    const change = fc.constantFrom<Partial<RunSpecification>>({}, ...CHANGES.map(([, one]) => one));
    const anyRun = fc
      .record({ d: fc.constantFrom(4, 8), seed: fc.nat(3), start, change })
      .map(({ d, seed, start, change }) =>
        run(d, seed, { ...change, ...(start !== undefined && { start: { type: 'init', seed: start } }) }),
      );
    const membership = (runs: readonly ReturnType<typeof run>[]) =>
      groupIntoSeries(runs)
        .map((series) =>
          series.runs
            .map(({ specification }) => JSON.stringify(specification))
            .sort()
            .join('\n'),
        )
        .sort();
    fc.assert(
      fc.property(fc.array(anyRun, { minLength: 1, maxLength: 20 }), (runs) => {
        expect(membership(structuredClone(runs).reverse())).toEqual(membership(runs));
        const labels = groupIntoSeries(runs).map(({ label }) => label);
        expect(new Set(labels).size).toBe(labels.length);
        const pairs = groupIntoSeries(runs).map(({ methodLabel, startLabel }) => `${methodLabel}/${startLabel}`);
        expect(new Set(pairs).size).toBe(pairs.length);
      }),
    );
  });
});
