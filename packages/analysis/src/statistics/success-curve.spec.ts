import { describe, expect, it } from '@jest/globals';
import { SUCCESS_CURVES } from './success-curve.js';

const etas = Array.from({ length: 81 }, (_, i) => (i - 40) / 8);

describe.each(SUCCESS_CURVES.map((curve) => [curve.name, curve] as const))('the %s curve', (_, curve) => {
  const success = (eta: number) => Math.exp(curve.logSuccess(eta));

  it('rises from 0 to 1 and has shares that sum to 1', () => {
    let before = 0;
    for (const eta of etas) {
      expect(success(eta)).toBeGreaterThanOrEqual(before);
      before = success(eta);
      expect(success(eta) + Math.exp(curve.logFailure(eta))).toBeCloseTo(1, 12);
    }
    expect(success(1)).toBeGreaterThan(success(-1) + 0.3);
    expect(success(-40)).toBeLessThan(1e-6);
    expect(Math.exp(curve.logFailure(40))).toBeLessThan(1e-6);
  });

  it('has the slopes of finite differences', () => {
    const h = 1e-5;
    for (const eta of etas) {
      const up = (curve.logSuccess(eta + h) - curve.logSuccess(eta - h)) / (2 * h);
      const down = -(curve.logFailure(eta + h) - curve.logFailure(eta - h)) / (2 * h);
      expect(Math.abs(curve.successSlope(eta) - up)).toBeLessThan(1e-5 * Math.max(1, up));
      expect(Math.abs(curve.failureSlope(eta) - down)).toBeLessThan(1e-5 * Math.max(1, down));
    }
  });

  it('is log-concave on both sides, so that likelihoods have one maximum', () => {
    for (let i = 1; i < etas.length; i++) {
      expect(curve.successSlope(etas[i])).toBeLessThanOrEqual(curve.successSlope(etas[i - 1]) * (1 + 1e-12));
      expect(curve.failureSlope(etas[i])).toBeGreaterThanOrEqual(curve.failureSlope(etas[i - 1]) * (1 - 1e-12));
    }
  });

  it('inverts', () => {
    for (const probability of [0.01, 0.1, 0.25, 0.5, 0.75, 0.9, 0.99]) {
      expect(success(curve.inverse(probability))).toBeCloseTo(probability, 12);
    }
  });

  it('stays finite far out', () => {
    for (const eta of [-1e4, -800, 800, 1e4]) {
      for (const value of [curve.successSlope(eta), curve.failureSlope(eta)]) expect(value).not.toBeNaN();
      for (const value of [curve.logSuccess(eta), curve.logFailure(eta)]) expect(value).toBeLessThanOrEqual(0);
    }
  });
});

it('the normal curve is the normal distribution function within 2e-4', () => {
  const normal = SUCCESS_CURVES.find(({ name }) => name === 'normal');
  // Phi at 0.5, 1, 2 and 3 (Abramowitz and Stegun, table 26.1).
  const table = [[0.5, 0.69146246], [1, 0.84134475], [2, 0.97724987], [3, 0.9986501]]; // prettier-ignore
  for (const [x, phi] of table) {
    expect(Math.abs(Math.exp(normal?.logSuccess(x) ?? NaN) - phi)).toBeLessThan(2e-4);
    expect(Math.abs(Math.exp(normal?.logFailure(-x) ?? NaN) - phi)).toBeLessThan(2e-4);
  }
});
