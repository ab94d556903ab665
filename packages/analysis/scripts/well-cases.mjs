import { flatSpectrum, logUniformSpectrum, powerLawSpectrum, spikedSpectrum, twoLevelSpectrum } from '../dist/index.js';

/** `averages`: many directions share the remaining loss of a start in a random direction. */
export function spectraOf(dimension) {
  return [
    { name: 'flat', averages: true, eigenvalues: flatSpectrum(dimension) },
    { name: '1/i', averages: true, eigenvalues: powerLawSpectrum(dimension) },
    { name: 'log-uniform', averages: true, eigenvalues: logUniformSpectrum(dimension, 1e-3, 1) },
    {
      name: 'two-level',
      averages: true,
      eigenvalues: twoLevelSpectrum(dimension, { high: 1, low: 0.01, highCount: dimension / 4 }),
    },
    {
      name: 'spiked',
      averages: false,
      eigenvalues: spikedSpectrum(dimension, [1000, 500, 200, 100, 100, 50, 20, 10], 1),
    },
  ];
}

/** Cases simulated before by other code: 40 trials, medians 126, 278, 332, 381. */
export const publishedChecks = [
  { name: '1/i', radius: 2, loss: 0.01 },
  { name: 'log-uniform', radius: 2, loss: 0.01 },
  { name: 'log-uniform', radius: 10, loss: 0.1 },
  { name: 'flat', radius: 2, loss: 0.1 },
];
