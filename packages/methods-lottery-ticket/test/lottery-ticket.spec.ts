import { describe, expect, it } from '@jest/globals';
import { createContainer, parseOptions, Tokens } from '@dof/core';
import { lotteryTicket, randomMask, register, type TicketMeta } from '@dof/methods-lottery-ticket';
import fc from 'fast-check';
import { D, largest, layout, mapOf, parametersOf, prepare, retrace, start, survivorsOf } from './setting.js';

const recipe = { learningRate: 0.3, momentum: 0.8, l2: 0.05 };
const brief = { ...recipe, batchSize: 10, epochs: 2 };
const everything = Array.from({ length: D }, (_, i) => i);
const biases = parametersOf(({ kind }) => kind === 'bias');
const convolution = parametersOf(({ layer }) => layer === 'conv2d1');
const dense = parametersOf(({ layer }) => layer === 'dense1');

describe('lottery-ticket, one-shot', () => {
  it('keeps the d largest magnitudes of a training run with an L2 term on kernels', async () => {
    const { prepared, calls } = await prepare(lotteryTicket, brief);
    expect(calls).toHaveLength(6);
    expect([...calls[0].w]).toEqual([...start.w]);
    const w = retrace(calls, recipe);
    for (const d of [1, 10, 37, D]) {
      expect(await survivorsOf(await mapOf(lotteryTicket, brief, prepared, d))).toEqual(largest(w, everything, d));
    }
  });

  it('trains survivors from the start, with all others at 0', async () => {
    const { prepared } = await prepare(lotteryTicket, brief);
    const map = await mapOf(lotteryTicket, brief, prepared, 20);
    const w = new Float32Array(D);
    await map.embed(map.initialCoordinates(), w);
    const survivors = new Set(await survivorsOf(map));
    expect([...w]).toEqual([...start.w].map((value, i) => (survivors.has(i) ? value : 0)));
  });

  it('rewinds survivors to an early step', async () => {
    const options = { ...brief, rewindTo: 2 };
    const { prepared, calls } = await prepare(lotteryTicket, options);
    const map = await mapOf(lotteryTicket, options, prepared, D);
    expect(map.initialCoordinates()).toEqual(calls[2].w);
    await expect(prepare(lotteryTicket, { ...brief, rewindTo: 6 })).rejects.toMatchObject({
      code: 'DOF_BAD_OPTIONS',
      message: expect.stringMatching(/rewindTo is 6, training before pruning takes 6 steps/),
    });
  });

  it('gives every layer its share of d when pruning per layer', async () => {
    const options = { ...brief, scope: 'per-layer' };
    const { prepared, calls } = await prepare(lotteryTicket, options);
    const w = retrace(calls, recipe);
    // 30 and 39 of 69 parameters: 30 of them are 13.04 and 16.96.
    const survivors = await survivorsOf(await mapOf(lotteryTicket, options, prepared, 30));
    expect(survivors).toEqual([...largest(w, convolution, 13), ...largest(w, dense, 17)]);
  });

  it('keeps every bias, which counts in d, when told to', async () => {
    const options = { ...brief, biases: 'keep' };
    expect(lotteryTicket.attainable(layout, parseOptions(lotteryTicket.options, options, ''))).toEqual({
      minimum: 6,
      maximum: D,
    });
    const { prepared, calls } = await prepare(lotteryTicket, options);
    const w = retrace(calls, recipe);
    const kernels = everything.filter((i) => !biases.includes(i));
    expect(await survivorsOf(await mapOf(lotteryTicket, options, prepared, 6))).toEqual(biases);
    const survivors = await survivorsOf(await mapOf(lotteryTicket, options, prepared, 16));
    expect(survivors).toEqual([...biases, ...largest(w, kernels, 10)].sort((a, b) => a - b));
  });

  it('has nested masks of exactly d parameters', async () => {
    const { prepared } = await prepare(lotteryTicket, { ...brief, scope: 'per-layer' });
    await fc.assert(
      fc.asyncProperty(fc.integer({ min: 1, max: D - 1 }), async (d) => {
        const [small, large] = [
          await survivorsOf(await mapOf(lotteryTicket, brief, prepared, d)),
          await survivorsOf(await mapOf(lotteryTicket, brief, prepared, d + 1)),
        ];
        expect([small.length, large.length]).toEqual([d, d + 1]);
        expect(large).toEqual(expect.arrayContaining(small));
      }),
    );
  });
});

describe('lottery-ticket, iterative', () => {
  it('prunes the smallest survivors, rewinds and trains again, until d is below the next level', async () => {
    const options = { ...brief, pruning: 'iterative', rewindTo: 1 };
    const { prepared, calls } = await prepare(lotteryTicket, options, { requested: [40, 50] });
    // 69, then 0.8 of the level before, rounded down: 69, 55, 44, and 35 would be below 40.
    const { levels } = prepared.meta as TicketMeta;
    expect(levels).toEqual([{ survivors: 69, steps: 6 }, { survivors: 55, steps: 5 }, { survivors: 44, steps: 5 }]); // prettier-ignore
    const runs = [calls.slice(0, 6), calls.slice(6, 11), calls.slice(11, 16)];
    expect(calls).toHaveLength(16);
    const rewound = calls[1].w;
    let alive = everything;
    for (const [level, run] of runs.entries()) {
      if (level > 0) expect([...run[0].w]).toEqual([...rewound].map((value, i) => (alive.includes(i) ? value : 0)));
      const w = retrace(run, recipe);
      const next = [55, 44, 35][level];
      // Between two levels: the largest of the level above.
      for (const d of [next + 1, levels[level].survivors]) {
        const survivors = await survivorsOf(await mapOf(lotteryTicket, options, prepared, d));
        expect(survivors).toEqual(largest(w, alive, d));
      }
      alive = largest(w, alive, next);
    }
  });

  it('never moves pruned parameters from 0', async () => {
    const options = { ...brief, pruning: 'iterative', prunedPerLevel: 0.5 };
    const { calls } = await prepare(lotteryTicket, options, { requested: [20] });
    for (const { w } of calls.slice(6)) expect(w.filter((value) => value === 0)).toHaveLength(D - 34);
  });
});

describe('random-mask', () => {
  const none = { meta: null, arrays: {} };

  it('chooses d parameters anywhere, others for another key, without training', async () => {
    const { prepared, calls } = await prepare(randomMask, {});
    expect([prepared, calls]).toEqual([none, []]);
    const [first, other] = [
      await survivorsOf(await mapOf(randomMask, {}, none, 20)),
      await survivorsOf(await mapOf(randomMask, {}, none, 20, [5, 7])),
    ];
    expect(first).toHaveLength(20);
    expect(other).not.toEqual(first);
  });

  it('takes the same share of every layer', async () => {
    for (const key of [
      [1, 1],
      [2, 2],
    ] as const) {
      // prettier-ignore
      const survivors = await survivorsOf(await mapOf(randomMask, { counts: 'proportional' }, none, 30, key));
      expect(survivors.filter((i) => convolution.includes(i))).toHaveLength(13);
    }
  });

  it('chooses every parameter equally often', async () => {
    const counts = new Array<number>(D).fill(0);
    for (let n = 0; n < 400; n++) {
      for (const i of await survivorsOf(await mapOf(randomMask, {}, none, 23, [n, 0]))) counts[i]++;
    }
    // 400 / 3 on average, with a standard deviation of 9.4.
    expect(Math.min(...counts)).toBeGreaterThan(95);
    expect(Math.max(...counts)).toBeLessThan(172);
  });

  it('takes as many of every layer as the ticket of the same seed, chosen at random, and its rewound weights', async () => {
    const ticket = { ...brief, rewindTo: 2 };
    const options = { counts: 'as-ticket', ticket };
    const [found, own] = [await prepare(randomMask, options), await prepare(lotteryTicket, ticket)];
    expect(found.prepared).toEqual(own.prepared);
    for (const d of [5, 20, 50]) {
      const survivors = await survivorsOf(await mapOf(randomMask, options, found.prepared, d));
      const won = await survivorsOf(await mapOf(lotteryTicket, ticket, own.prepared, d));
      const inConvolution = (list: readonly number[]): number => list.filter((i) => convolution.includes(i)).length;
      expect([survivors.length, inConvolution(survivors)]).toEqual([d, inConvolution(won)]);
      expect(survivors).not.toEqual(won);
    }
    const map = await mapOf(randomMask, options, found.prepared, D);
    expect(map.initialCoordinates()).toEqual(own.calls[2].w);
  });
});

describe('the package', () => {
  it('trains by the recipe of the reference code unless told otherwise', () => {
    for (const method of [lotteryTicket, randomMask]) {
      expect(method.recommendedTraining?.(10)).toEqual({
        optimizer: { name: 'momentum', learningRate: 0.1, momentum: 0.9 },
        schedule: [{ step: 400, learningRate: 0.03 }, { step: 800, learningRate: 0.01 }, { step: 1200, learningRate: 0.003 }], // prettier-ignore
        batchSize: 128,
        epochs: 5,
      });
    }
  });

  it('registers both methods', async () => {
    const child = createContainer();
    await register(child);
    expect(child.resolveAll(Tokens.DofReductionMethod)).toEqual([lotteryTicket, randomMask]);
  });
});
