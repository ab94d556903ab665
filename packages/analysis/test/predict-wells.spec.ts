import { describe, expect, it } from '@jest/globals';
import { keyFromSeed } from '@dof/core';
import { predictedThreshold, predictWells } from '@dof/analysis';
import { EigenvalueDecomposition, Matrix } from 'ml-matrix';
import { inner, randomVector } from './dense-matrices.js';
import { denseGaussNewton, tinyNetwork } from './tiny-network.js';
import { effectiveDimensionEstimate, remainingLoss } from '../src/prediction/threshold/spectral-estimates.js';

const loss = 'softmax-cross-entropy';
const network = tinyNetwork(loss, 21);
const point = { ...network, loss, batchSize: 4 } as const;
const start = network.w.map((entry, i) => entry + randomVector(5, network.w.length)[i]);
const dense = new EigenvalueDecomposition(new Matrix(denseGaussNewton(network, loss).map((row) => [...row])), {
  assumeSymmetric: true,
});
const eigenvalues = Float64Array.from(dense.realEigenvalues, (value) => Math.max(0, value));
const v = Float64Array.from(start, (entry, i) => entry - network.w[i]);
const squares = Float64Array.from(
  eigenvalues,
  (_, i) => inner(Float64Array.from(dense.eigenvectorMatrix.getColumn(i)), v) ** 2,
);

describe('predictWells', () => {
  it('finds what the eigenvalues of the dense Gauss-Newton matrix say', async () => {
    const { finiteDifferences, wells } = await predictWells({
      point,
      floor: 0.2,
      starts: [start],
      probes: 60,
      steps: 24,
      key: keyFromSeed(2),
    });
    expect(finiteDifferences.relativeError).toBeLessThan(1e-3);
    for (const s of [1e-3, 1e-2, 0.1]) {
      const left =
        inner(
          squares,
          eigenvalues.map((value) => (s * value) / (value + s)),
        ) / 2;
      const resolved = eigenvalues.reduce((sum, value) => sum + value / (value + s), 0);
      expect(Math.abs(remainingLoss(wells[0].start, s).value / left - 1)).toBeLessThan(2e-3);
      const found = effectiveDimensionEstimate(wells[0].probes, s);
      expect(Math.abs(found.value - resolved)).toBeLessThan(4 * found.standardError);
      expect(found.standardError).toBeLessThan(0.1 * resolved);
      const { dStar, standardError } = predictedThreshold(wells[0], 0.2 + left);
      expect(Math.abs(Number(dStar) - resolved)).toBeLessThan(4 * Number(standardError) + 0.01 * resolved);
    }
  });

  it('shares the spectrum between starts and tells how far it is', async () => {
    const shares: number[] = [];
    const near = network.w.map((entry, i) => entry + 0.1 * v[i]);
    const options = { point, floor: 0, starts: [start, near], probes: 2, steps: 3, key: keyFromSeed(1) };
    const { wells } = await predictWells({ ...options, onProgress: (share) => void shares.push(share) });
    expect(wells[0].probes).toBe(wells[1].probes);
    expect(wells[0].start.mass / wells[1].start.mass).toBeCloseTo(100, 3);
    expect(shares).toEqual([...shares].sort((a, b) => a - b));
    expect(shares.at(-1)).toBe(1);
    expect(shares).toHaveLength(30 + 12);
  });

  it('stops between products when aborted', async () => {
    const controller = new AbortController();
    const options = { point, floor: 0, starts: [start], probes: 2, steps: 3, key: keyFromSeed(1) };
    const onProgress = () => controller.abort(new Error('enough'));
    await expect(predictWells({ ...options, signal: controller.signal, onProgress })).rejects.toThrow('enough');
  });

  it('refuses a start at w* itself, and no start', async () => {
    const options = { point, floor: 0, probes: 2, steps: 3, key: keyFromSeed(1) };
    const refusal = { code: 'DOF_THEORY_INPUT_INVALID' };
    await expect(predictWells({ ...options, starts: [network.w] })).rejects.toMatchObject(refusal);
    await expect(predictWells({ ...options, starts: [] })).rejects.toMatchObject(refusal);
  });
});
