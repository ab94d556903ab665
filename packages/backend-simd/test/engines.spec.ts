import { afterEach, describe, expect, it } from '@jest/globals';
import { availableEngines, ENGINE_NAMES, SimdBackend, type EngineName } from '@dof/backend-simd';
import type { ModelSpec } from '@dof/core';
import { randomDataset, randomParameters } from '@dof/testing';
import { findCompiler } from '../native/find-compiler.mjs';

const model: ModelSpec = {
  name: 'two blocks',
  inputShape: [28, 28, 1],
  layers: [
    { type: 'conv2d', filters: 16, kernelSize: 3 },
    { type: 'relu' },
    { type: 'averagePool2d', size: 2 },
    { type: 'conv2d', filters: 20, kernelSize: 5 },
    { type: 'relu' },
    { type: 'maxPool2d', size: 2 },
    { type: 'flatten' },
    { type: 'dense', units: 37 },
    { type: 'relu' },
    { type: 'dense', units: 10 },
  ],
  loss: 'softmax-cross-entropy',
};
const [ROWS, COLUMNS] = [1003, 21];

const engines = availableEngines();
const native = engines.filter((engine) => engine !== 'wasm');

interface Results {
  readonly loss: number;
  readonly gradient: Float32Array;
  readonly evaluation: { readonly loss: number; readonly accuracy: number };
  readonly image: Float32Array;
  readonly pulled: Float32Array;
  /** Columns of the projection. */
  readonly entries: readonly Float32Array[];
}

async function resultsOf(engine: EngineName): Promise<Results> {
  const backend = new SimdBackend({ engine });
  const data = randomDataset([1, 2], { inputShape: model.inputShape, classes: 10, trainCount: 40, testCount: 3 });
  const objective = await backend.compile(model, data, { batchSize: 32, evaluationBatchSize: 16 });
  const w = randomParameters(model, [3, 4]);
  const gradient = new Float32Array(w.length);
  const indices = Uint32Array.from({ length: 29 }, (_, i) => (i * 7) % 40);
  const loss = await objective.lossAndGradient(w, { split: 'train', indices }, gradient);
  const evaluation = await objective.evaluate(w, 'train');
  const map = await backend.linearMap({ kind: 'gaussian', rows: ROWS, columns: COLUMNS }, [5, 6]);
  const applied = (theta: (j: number) => number): Float32Array => {
    const out = new Float32Array(ROWS);
    map.apply(
      Float32Array.from({ length: COLUMNS }, (_, j) => theta(j)),
      new Float32Array(ROWS),
      out,
    );
    return out;
  };
  const image = applied(Math.cos);
  const pulled = new Float32Array(COLUMNS);
  map.applyTranspose(
    Float32Array.from({ length: ROWS }, (_, i) => Math.sin(i)),
    pulled,
  );
  const entries = Array.from({ length: COLUMNS }, (_, k) => applied((j) => Number(j === k)));
  backend.dispose();
  return { loss, gradient, evaluation, image, pulled, entries };
}

const wasm = await resultsOf('wasm');

/** The largest difference relative to the largest entry. */
function difference(actual: Float32Array, expected: Float32Array): number {
  const most = (values: Float32Array): number => values.reduce((max, x) => Math.max(max, Math.abs(x)), 0);
  return most(actual.map((x, i) => x - expected[i])) / most(expected);
}

describe('the native addon', () => {
  it('is there on every machine with a compiler, so that no test below is left out', () => {
    const compiler = process.platform === 'win32' ? { failure: 'not built there' } : findCompiler();
    expect(engines).toContain('wasm');
    expect(native.length > 0).toBe(!('failure' in compiler));
    if (native.length > 0) expect(native).toContain('native-plain');
  });

  for (const engine of native) {
    it(`agrees with WebAssembly to rounding: ${engine}`, async () => {
      const results = await resultsOf(engine);
      expect(results.loss).toBeCloseTo(wasm.loss, 6);
      expect(difference(results.gradient, wasm.gradient)).toBeLessThan(1e-5);
      expect(results.evaluation.loss).toBeCloseTo(wasm.evaluation.loss, 6);
      expect(results.evaluation.accuracy).toBe(wasm.evaluation.accuracy);
      expect(difference(results.image, wasm.image)).toBeLessThan(2e-6);
      expect(difference(results.pulled, wasm.pulled)).toBeLessThan(2e-6);
    });

    it(`draws the very bits of WebAssembly, column norms included: ${engine}`, async () => {
      expect((await resultsOf(engine)).entries).toEqual(wasm.entries);
    });

    it(`gives the same bits every time: ${engine}`, async () => {
      expect(await resultsOf(engine)).toEqual(await resultsOf(engine));
    });
  }

  it('gives the bits of WebAssembly where the vectors are as long', async () => {
    for (const engine of native.filter((name) => name === 'native-plain')) {
      expect(await resultsOf(engine)).toEqual(wasm);
    }
  });
});

describe('DOF_ENGINE', () => {
  const before = process.env.DOF_ENGINE;
  afterEach(() => {
    if (before === undefined) delete process.env.DOF_ENGINE;
    else process.env.DOF_ENGINE = before;
  });

  it.each(engines)('picks %s', (engine) => {
    process.env.DOF_ENGINE = engine;
    const variant = engine === 'wasm' ? 'wasm-simd128' : engine;
    expect(new SimdBackend().describe().variant).toBe(variant);
  });

  it('gives way to the option', () => {
    process.env.DOF_ENGINE = 'nonsense';
    expect(new SimdBackend({ engine: 'wasm' }).describe().variant).toBe('wasm-simd128');
    expect(() => new SimdBackend().describe()).toThrow(expect.objectContaining({ code: 'DOF_ENGINE_NAME' }));
  });

  it('is the fastest that runs here when it is not set', () => {
    delete process.env.DOF_ENGINE;
    const variant = native[0] ?? 'wasm-simd128';
    expect(new SimdBackend().describe().variant).toBe(variant);
  });

  it('does not replace an engine that does not run here', () => {
    for (const engine of ENGINE_NAMES.filter((name) => name !== 'native' && !engines.includes(name))) {
      process.env.DOF_ENGINE = engine;
      expect(() => new SimdBackend().describe()).toThrow(expect.objectContaining({ code: 'DOF_ENGINE_UNAVAILABLE' }));
    }
  });
});
