import { checkPositive } from '../../check-input.js';

/** From here on the series below is exact to the last bits of a float64. */
const SERIES_FROM = 256;

/**
 * E chi_k = sqrt(2) Gamma((k + 1) / 2) / Gamma(k / 2), the mean length of a standard normal vector of `k` dimensions,
 * for any real k > 0. Lies between k / sqrt(k + 1) and sqrt(k).
 *
 * The quotient of gamma functions by its asymptotic series in 1 / k (Abramowitz and Stegun, 6.1.47), reached from a
 * small k by E chi_k = k / E chi_{k+1}: no difference of large logarithms, so large k keep their digits.
 *
 * @throws DofError `DOF_THEORY_INPUT_INVALID` unless k is finite and positive.
 */
export function expectedChi(k: number): number {
  checkPositive('The number of degrees of freedom of chi', k);
  let factor = 1;
  let at = k;
  // Two steps at once, E chi_k = k / (k + 1) E chi_{k+2}, keep the factor above the quotient bar.
  for (; at < SERIES_FROM; at += 2) factor *= at / (at + 1);
  const x = 1 / at;
  const series =
    1 + x * (-1 / 4 + x * (1 / 32 + x * (5 / 128 + x * (-21 / 2048 + x * (-399 / 8192 + x * (869 / 65536))))));
  return factor * Math.sqrt(at) * series;
}
