import { afterAll, describe, expect, it } from '@jest/globals';
import { SimdBackend, register } from '@dof/backend-simd';
import { createContainer, Tokens, type LayerSpec, type ModelSpec } from '@dof/core';
import { randomDataset } from '@dof/testing';

const backend = new SimdBackend();
afterAll(() => backend.dispose());

const shape = { inputShape: [6, 6, 2] as const, classes: 3, trainCount: 10, testCount: 4 };
const data = randomDataset([1, 2], shape);
const options = { batchSize: 4, evaluationBatchSize: 3 };
const modelOf = (...layers: LayerSpec[]): ModelSpec => ({
  name: 'small',
  inputShape: shape.inputShape,
  layers: [...layers, { type: 'flatten' }, { type: 'dense', units: 3 }],
  loss: 'softmax-cross-entropy',
});
const small = modelOf({ type: 'conv2d', filters: 5, kernelSize: 3 }, { type: 'relu' }, { type: 'maxPool2d', size: 2 });

describe('SimdBackend', () => {
  it('refuses labels outside the classes, which would address foreign memory', async () => {
    const labels = data.train.labels.slice();
    labels[7] = 3;
    const broken = { ...data, train: { ...data.train, labels } };
    await expect(backend.compile(small, broken, options)).rejects.toMatchObject({
      code: 'DOF_DATASET_LABELS',
      message: expect.stringMatching(/example 7 of train has label 3.*3 classes/),
    });
  });

  it.each([0, -1, 1.5, NaN])('refuses a batch size of %d', async (batchSize) => {
    await expect(backend.compile(small, data, { ...options, batchSize })).rejects.toMatchObject({
      code: 'DOF_BAD_BATCH_SIZE',
    });
  });

  it.each([
    [0, 4],
    [4, 0],
    [2.5, 4],
  ])('refuses a projection of %d x %d', async (rows, columns) => {
    await expect(backend.linearMap({ kind: 'gaussian', rows, columns }, [1, 1])).rejects.toMatchObject({
      code: 'DOF_PROJECTION_SIZE',
    });
  });

  it('says what a projection that does not fit needs, and works on', async () => {
    await expect(backend.linearMap({ kind: 'gaussian', rows: 272_474, columns: 16_384 }, [1, 1])).rejects.toMatchObject(
      {
        code: 'DOF_ENGINE_MEMORY',
        message: expect.stringMatching(/272474 x 16384 .*needs 17\d{3} MiB.*4096 MiB.*smaller d/),
      },
    );
    const map = await backend.linearMap({ kind: 'gaussian', rows: 5, columns: 2 }, [1, 1]);
    map.dispose();
  });

  it('rejects vectors and batches of the wrong size as programming errors', async () => {
    const objective = await backend.compile(small, data, options);
    const w = objective.initialise([1, 1]);
    const batch = (...indices: number[]) => ({ split: 'train' as const, indices: Uint32Array.from(indices) });
    const gradient = new Float32Array(w.length);
    expect(() => objective.lossAndGradient(w.subarray(1), batch(0), gradient)).toThrow(RangeError);
    expect(() => objective.lossAndGradient(w, batch(0), gradient.subarray(1))).toThrow(RangeError);
    expect(() => objective.lossAndGradient(w, batch(), gradient)).toThrow(/1 to 4 examples/);
    expect(() => objective.lossAndGradient(w, batch(0, 1, 2, 3, 4), gradient)).toThrow(/1 to 4 examples/);
    expect(() => objective.lossAndGradient(w, batch(10), gradient)).toThrow(/example 10 of train/);
    objective.dispose();
    const map = await backend.linearMap({ kind: 'gaussian', rows: 5, columns: 2 }, [1, 1]);
    const vector = (length: number): Float32Array => new Float32Array(length);
    expect(() => map.apply(vector(3), vector(5), vector(5))).toThrow(/theta/);
    expect(() => map.apply(vector(2), vector(4), vector(5))).toThrow(/origin/);
    expect(() => map.apply(vector(2), vector(5), vector(4))).toThrow(/out/);
    expect(() => map.applyTranspose(vector(4), vector(2))).toThrow(/g has/);
    map.dispose();
  });

  it('refuses the use of what was disposed of, and disposing twice is harmless', async () => {
    const objective = await backend.compile(small, data, options);
    const map = await backend.linearMap({ kind: 'gaussian', rows: 5, columns: 2 }, [1, 1]);
    for (const one of [objective, map]) {
      one.dispose();
      one.dispose();
    }
    expect(() => objective.evaluate(new Float32Array(1), 'train')).toThrow(/disposed/);
    expect(() => map.applyTranspose(new Float32Array(5), new Float32Array(2))).toThrow(/disposed/);
  });

  it('reuses the memory of disposed maps and objectives', async () => {
    const cycle = async (columns: number): Promise<void> => {
      const objective = await backend.compile(small, data, options);
      const map = await backend.linearMap({ kind: 'gaussian', rows: 10_000, columns }, [1, columns]);
      objective.dispose();
      map.dispose();
    };
    await cycle(64);
    const before = await backend.memoryBytes();
    for (let i = 0; i < 30; i++) await cycle(64 - i);
    expect(await backend.memoryBytes()).toBe(before);
  });

  it('evaluates to the mean over batches that cover the split', async () => {
    const objective = await backend.compile(small, data, options);
    const w = objective.initialise([3, 1]);
    let sum = 0;
    for (let first = 0; first < 10; first += 4) {
      const indices = Uint32Array.from({ length: Math.min(4, 10 - first) }, (_, i) => first + i);
      const loss = await objective.lossAndGradient(w, { split: 'train', indices }, new Float32Array(w.length));
      sum += loss * indices.length;
    }
    expect((await objective.evaluate(w, 'train')).loss).toBeCloseTo(sum / 10, 12);
    objective.dispose();
  });

  it('takes data in shared memory', async () => {
    const shared = (bytes: ArrayLike<number>): Uint8Array => {
      const copy = new Uint8Array(new SharedArrayBuffer(bytes.length));
      copy.set(bytes);
      return copy;
    };
    const train = { ...data.train, inputs: shared(data.train.inputs), labels: shared(data.train.labels) };
    const [own, other] = [
      await backend.compile(small, data, options),
      await backend.compile(small, { ...data, train }, options),
    ];
    const w = own.initialise([3, 1]);
    expect(await other.evaluate(w, 'train')).toEqual(await own.evaluate(w, 'train'));
    own.dispose();
    other.dispose();
  });

  it('keeps to deep columns of a large matrix: D of 70,000 crosses its row blocks', async () => {
    const [rows, columns] = [70_001, 11];
    const map = await backend.linearMap({ kind: 'gaussian', rows, columns }, [8, 9]);
    const entries = Array.from({ length: columns }, (_, j) => {
      const out = new Float32Array(rows);
      map.apply(
        Float32Array.from({ length: columns }, (_, k) => Number(k === j)),
        new Float32Array(rows),
        out,
      );
      return out;
    });
    const theta = Float32Array.from({ length: columns }, (_, j) => Math.sin(j + 1));
    const g = Float32Array.from({ length: rows }, (_, i) => Math.cos(i));
    const [image, back] = [new Float32Array(rows), new Float32Array(columns)];
    map.apply(theta, g, image);
    map.applyTranspose(g, back);
    entries.forEach((column, j) => {
      expect(Math.abs(back[j] - column.reduce((sum, a, i) => sum + a * g[i], 0))).toBeLessThan(2e-5);
    });
    for (const i of [0, 15, 16, 32_767, 32_768, 65_535, 65_536, rows - 1]) {
      expect(image[i]).toBeCloseTo(g[i] + entries.reduce((sum, column, j) => sum + column[i] * theta[j], 0), 5);
    }
    map.dispose();
  });
});

describe('register', () => {
  it('registers the engine under its name', async () => {
    const container = createContainer();
    await register(container);
    const registered = container.resolveAll(Tokens.Backend);
    expect(registered.map(({ name }) => name)).toEqual(['simd']);
    expect(registered[0].describe()).toEqual(new SimdBackend().describe());
  });
});
