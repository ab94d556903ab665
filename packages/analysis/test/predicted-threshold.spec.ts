import { describe, expect, it } from '@jest/globals';
import { keyFromSeed } from '@dof/core';
import {
  asymptoticThreshold,
  logUniformSpectrum,
  powerLawSpectrum,
  spikedSpectrum,
  twoLevelSpectrum,
} from '@dof/analysis';
import { inner, matrixWith, randomVector } from './dense-matrices.js';
import { lanczos } from '../src/prediction/lanczos/lanczos.js';
import { spectralMeasure } from '../src/prediction/lanczos/spectral-measure.js';
import { stochasticLanczosQuadrature } from '../src/prediction/lanczos/stochastic-lanczos-quadrature.js';
import { predictedThreshold, type PredictedWell } from '../src/prediction/threshold/predicted-threshold.js';

const D = 300;
const spectra: [string, Float64Array][] = [
  ['1/i', powerLawSpectrum(D)],
  ['log-uniform', logUniformSpectrum(D, 1e-4, 10)],
  ['two-level', twoLevelSpectrum(D, { high: 1, low: 0.01, highCount: 40 })],
  ['spiked', spikedSpectrum(D, [100, 30, 10], 0.1)],
];

async function wellOf(spectrum: Float64Array, floor: number, steps: number): Promise<[PredictedWell, Float64Array]> {
  const matrix = matrixWith(spectrum, 5);
  const v = randomVector(9, spectrum.length);
  const probes = await stochasticLanczosQuadrature(matrix, { probes: 20, steps, key: keyFromSeed(4) });
  const start = spectralMeasure(await lanczos(matrix, v, { steps }), inner(v, v));
  return [{ floor, probes, start }, matrix.coordinates(v)];
}

describe('predictedThreshold', () => {
  it.each(spectra)('is the closed form of the quadratic well above its floor: %s', async (_name, spectrum) => {
    const floor = 0.7;
    const [well, start] = await wellOf(spectrum, floor, 60);
    const startLoss =
      inner(
        spectrum,
        start.map((x) => x * x),
      ) / 2;
    for (const share of [0.5, 0.2, 0.05, 0.01]) {
      const exact = asymptoticThreshold({ eigenvalues: spectrum, start }, share * startLoss);
      const found = predictedThreshold(well, floor + share * startLoss);
      expect(found.status).toBe('predicted');
      const { dStar, lower, upper, standardError } = found as Record<
        'dStar' | 'lower' | 'upper' | 'standardError',
        number
      >;
      expect(Math.abs(dStar - exact)).toBeLessThan(3 * standardError + 0.02 * exact);
      expect(lower).toBeLessThan(exact + standardError);
      expect(upper).toBeGreaterThan(exact - standardError);
      expect(standardError).toBeLessThan(0.2 * exact);
    }
  });

  it('says how much too few steps leave undone', async () => {
    const spectrum = logUniformSpectrum(D, 1e-5, 10);
    const [few] = await wellOf(spectrum, 0, 4);
    const [many, start] = await wellOf(spectrum, 0, 120);
    const level =
      0.005 *
      inner(
        spectrum,
        start.map((x) => x * x),
      );
    const widthOf = (well: PredictedWell) => {
      const { lower, upper } = predictedThreshold(well, level) as { lower: number; upper: number };
      return upper - lower;
    };
    const exact = asymptoticThreshold({ eigenvalues: spectrum, start }, level);
    const { lower, upper } = predictedThreshold(few, level) as { lower: number; upper: number };
    expect(lower).toBeLessThan(exact);
    expect(upper).toBeGreaterThan(exact);
    expect(widthOf(few)).toBeGreaterThan(2 * widthOf(many));
  });

  it('rises as the level falls, from 0 at the loss of the start', async () => {
    const [well, start] = await wellOf(powerLawSpectrum(D), 0.1, 60);
    const startLoss =
      0.1 +
      inner(
        powerLawSpectrum(D),
        start.map((x) => x * x),
      ) /
        2;
    expect(predictedThreshold(well, startLoss * 1.001)).toMatchObject({ status: 'reached-at-start', dStar: 0 });
    const thresholds = [0.999, 0.9, 0.5, 0.1, 0.05].map((share) => predictedThreshold(well, share * startLoss).dStar);
    const numbers = thresholds.map(Number);
    expect(numbers).toEqual([...numbers].sort((a, b) => a - b));
    expect(numbers[0]).toBeLessThan(1);
  });

  it('predicts nothing at or below the floor', async () => {
    const [well] = await wellOf(powerLawSpectrum(D), 0.1, 10);
    expect(predictedThreshold(well, 0.1)).toMatchObject({ status: 'below-floor', dStar: null, lower: null });
    expect(() => predictedThreshold(well, 0)).toThrow(expect.objectContaining({ code: 'DOF_THEORY_INPUT_INVALID' }));
  });
});
