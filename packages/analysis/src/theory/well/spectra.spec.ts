import { describe, expect, it } from '@jest/globals';
import { flatSpectrum, logUniformSpectrum, powerLawSpectrum, spikedSpectrum, twoLevelSpectrum } from './spectra.js';

describe('spectra', () => {
  it('are what their names say, largest eigenvalue first', () => {
    expect([...flatSpectrum(3, 2)]).toEqual([2, 2, 2]);
    expect([...powerLawSpectrum(4)]).toEqual([1, 1 / 2, 1 / 3, 1 / 4]);
    expect([...powerLawSpectrum(3, 2)]).toEqual([1, 1 / 4, expect.closeTo(1 / 9, 15)]);
    expect([...logUniformSpectrum(4, 1e-3, 1)]).toEqual([1, 0.1, 0.01, 0.001].map((x) => expect.closeTo(x, 14)));
    expect([...logUniformSpectrum(1, 1e-3, 5)]).toEqual([5]);
    expect([...twoLevelSpectrum(5, { high: 1, low: 0.5, highCount: 2 })]).toEqual([1, 1, 0.5, 0.5, 0.5]);
    expect([...spikedSpectrum(5, [100, 7], 0.5)]).toEqual([100, 7, 0.5, 0.5, 0.5]);
  });

  it('refuse what is no spectrum', () => {
    const refusal = expect.objectContaining({ code: 'DOF_THEORY_INPUT_INVALID' });
    expect(() => flatSpectrum(0)).toThrow(refusal);
    expect(() => flatSpectrum(3, 0)).toThrow(refusal);
    expect(() => logUniformSpectrum(3, 1, 0.1)).toThrow(refusal);
    expect(() => twoLevelSpectrum(3, { high: 1, low: 0.1, highCount: 4 })).toThrow(refusal);
    expect(() => spikedSpectrum(1, [2, 3])).toThrow(refusal);
    expect(() => spikedSpectrum(4, [-2])).toThrow(refusal);
  });
});
