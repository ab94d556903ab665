import { describe, expect, it } from '@jest/globals';
import { parseSpectrum, SPECTRUM_FORMS } from './parse-spectrum.js';
import { flatSpectrum, logUniformSpectrum, powerLawSpectrum, spikedSpectrum, twoLevelSpectrum } from './spectra.js';

describe('parseSpectrum', () => {
  it.each([
    ['flat', flatSpectrum(6)],
    ['flat:0.5', flatSpectrum(6, 0.5)],
    ['power-law', powerLawSpectrum(6)],
    ['power-law:2', powerLawSpectrum(6, 2)],
    ['log-uniform', logUniformSpectrum(6)],
    ['log-uniform:0.1,10', logUniformSpectrum(6, 0.1, 10)],
    ['two-level:1,0.01,2', twoLevelSpectrum(6, { high: 1, low: 0.01, highCount: 2 })],
    ['spiked:1e3, 50', spikedSpectrum(6, [1000, 50])],
  ])('reads %s', (text, spectrum) => {
    expect(parseSpectrum(text, 6)).toEqual(spectrum);
  });

  it.each([
    'flat:',
    'flat:1,2',
    'power-law:x',
    'two-level:1,2',
    'two-level',
    'spiked',
    'spiked:1,,2',
    'log-uniform:1,2,3',
  ])('refuses %s and shows the form', (text) => {
    const form = SPECTRUM_FORMS.find((entry) => entry.form.startsWith(text.split(':')[0]))?.form ?? '';
    expect(() => parseSpectrum(text, 6)).toThrow(
      expect.objectContaining({ code: 'DOF_THEORY_INPUT_INVALID', message: expect.stringContaining(form) }),
    );
  });

  it('names what there is, and what may have been meant', () => {
    expect(() => parseSpectrum('powerlaw', 6)).toThrow(/did you mean power-law\?.*log-uniform\[/);
    expect(() => parseSpectrum('toString', 6)).toThrow(/no spectrum/);
  });
});
