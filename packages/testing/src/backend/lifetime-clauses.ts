import { setImmediate } from 'node:timers/promises';
import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';
import type { ModelSpec } from '@dof/core';
import { normalArray } from '../problems/random-arrays.js';
import { randomDataset } from '../problems/random-dataset.js';
import { randomParameters } from '../problems/random-parameters.js';
import { assertSame } from '../clauses/assertions.js';
import { type ContractClause, ContractViolation } from '../clauses/contract-clause.js';
import { forRandomModels, withBackend, type BackendSubject } from './backend-subject.js';
import { BATCHES, COMPILE_OPTIONS, randomProblem } from './random-problem.js';

const CYCLES = 20;
const ROUNDS = 2;
/** One map and one objective hold about 1 MiB each: a leak of either is 20 MiB a round, of half of it 10. */
const ALLOWED_GROWTH = 6 * 2 ** 20;
const ROWS = 2 ** 14;
const COLUMNS = 16;

const wide: ModelSpec = {
  name: 'wide',
  inputShape: [16, 16, 1],
  layers: [{ type: 'flatten' }, { type: 'dense', units: 512 }, { type: 'relu' }, { type: 'dense', units: 10 }],
  loss: 'softmax-cross-entropy',
};

/** Bytes held by the heap, by array buffers (shared ones too) and by WebAssembly memories, after collecting garbage. */
async function bytesHeld(): Promise<number> {
  setFlagsFromString('--expose-gc');
  const collect: unknown = runInNewContext('gc');
  // Buffers are freed by a background sweep, which the next collection waits for.
  for (let pass = 0; pass < 3; pass++) {
    if (typeof collect === 'function') collect();
    await setImmediate();
  }
  const { heapUsed, external, arrayBuffers } = process.memoryUsage();
  // WebAssembly memories count as external only, shared arrays as arrayBuffers only, other arrays as both.
  return heapUsed + external + arrayBuffers;
}

/**
 * Repeats `cycle` and requires the memory held by the process to stay within a bound over one of several rounds: an
 * engine may still grow its pool in the first, a leak shows in all.
 */
export async function withoutGrowth(what: string, cycle: () => Promise<void>): Promise<void> {
  for (let i = 0; i < 5; i++) await cycle();
  const growths: number[] = [];
  for (let round = 0; round < ROUNDS; round++) {
    const before = await bytesHeld();
    for (let i = 0; i < CYCLES; i++) await cycle();
    const grown = (await bytesHeld()) - before;
    if (grown <= ALLOWED_GROWTH) return;
    growths.push(Math.round(grown / 2 ** 20));
  }
  throw new ContractViolation(`each ${CYCLES} ${what} grew the process, by ${growths.join(', ')} MiB`);
}

/** What `dispose` promises. */
export const lifetimeClauses: readonly ContractClause<BackendSubject>[] = [
  {
    name: 'disposing of one objective or map leaves the others usable',
    check: (subject) =>
      forRandomModels(subject, async (backend, model, seed) => {
        const { data, w } = randomProblem(model, seed);
        const [rows, columns] = [61, 13];
        const [doomed, kept] = [
          await backend.compile(model, data, COMPILE_OPTIONS),
          await backend.compile(model, data, COMPILE_OPTIONS),
        ];
        const [doomedMap, keptMap] = [
          await backend.linearMap({ kind: 'gaussian', rows, columns }, [1, 2]),
          await backend.linearMap({ kind: 'gaussian', rows, columns }, [1, 2]),
        ];
        const theta = Float32Array.from(normalArray([7, 7], 0, columns));
        const state = async (): Promise<Float32Array> => {
          const gradient = new Float32Array(w.length);
          const image = new Float32Array(rows);
          const loss = await kept.lossAndGradient(w, BATCHES[0], gradient);
          await keptMap.apply(theta, new Float32Array(rows), image);
          return Float32Array.of(loss, ...gradient, ...image);
        };
        const before = await state();
        doomed.dispose();
        doomedMap.dispose();
        const later = await backend.compile(model, randomProblem(model, seed + 1).data, COMPILE_OPTIONS);
        await later.lossAndGradient(w, BATCHES[1], new Float32Array(w.length));
        assertSame(await state(), before, 'loss, gradient and image after another dispose');
        for (const one of [kept, keptMap, later]) one.dispose();
      }),
  },
  {
    name: 'a disposed objective leaves no memory behind',
    check: (subject) =>
      withBackend(subject, async (backend) => {
        const shape = { inputShape: wide.inputShape, classes: 10, trainCount: 2, testCount: 1 };
        const data = randomDataset([1, 0], shape);
        const w = randomParameters(wide, [1, 1]);
        const gradient = new Float32Array(w.length);
        const batch = { split: 'train' as const, indices: Uint32Array.of(0) };
        await withoutGrowth('compiled and disposed objectives', async () => {
          const objective = await backend.compile(wide, data, COMPILE_OPTIONS);
          await objective.lossAndGradient(w, batch, gradient);
          objective.dispose();
        });
      }),
  },
  {
    name: 'a disposed linear map leaves no memory behind',
    check: (subject) =>
      withBackend(subject, async (backend) => {
        const [g, out] = [new Float32Array(ROWS).fill(1), new Float32Array(COLUMNS)];
        await withoutGrowth('drawn and disposed linear maps', async () => {
          const map = await backend.linearMap({ kind: 'gaussian', rows: ROWS, columns: COLUMNS }, [3, 3]);
          await map.applyTranspose(g, out);
          map.dispose();
        });
      }),
  },
];
