import { betaQuantile, chiSquareQuantile } from './quantiles.js';

/**
 * `clopper-pearson` never covers less than its confidence; `wilson` covers it on average and is narrower.
 * Brown, Cai, DasGupta, "Interval estimation for a binomial proportion", Statistical Science 2001.
 */
export type BinomialIntervalName = 'clopper-pearson' | 'wilson';

/** A closed interval of probabilities. */
export interface ProbabilityInterval {
  readonly lower: number;
  readonly upper: number;
}

/** A two-sided interval for the success probability behind `successes` out of `trials` (at least 1). */
export function binomialInterval(
  successes: number,
  trials: number,
  confidence: number,
  name: BinomialIntervalName = 'clopper-pearson',
): ProbabilityInterval {
  return name === 'wilson' ? wilson(successes, trials, confidence) : clopperPearson(successes, trials, confidence);
}

/** The exact one-sided bound: it exceeds the true probability in at most a share `error` of all experiments. */
export function exactLowerBound(successes: number, trials: number, error: number): number {
  return successes === 0 ? 0 : betaQuantile(error, successes, trials - successes + 1);
}

/** The exact one-sided bound: it falls below the true probability in at most a share `error` of all experiments. */
export function exactUpperBound(successes: number, trials: number, error: number): number {
  return 1 - exactLowerBound(trials - successes, trials, error);
}

function clopperPearson(successes: number, trials: number, confidence: number): ProbabilityInterval {
  const error = (1 - confidence) / 2;
  return { lower: exactLowerBound(successes, trials, error), upper: exactUpperBound(successes, trials, error) };
}

function wilson(successes: number, trials: number, confidence: number): ProbabilityInterval {
  const squaredNormalQuantile = chiSquareQuantile(confidence, 1);
  const share = successes / trials;
  const shrink = 1 + squaredNormalQuantile / trials;
  const centre = (share + squaredNormalQuantile / (2 * trials)) / shrink;
  const halfWidth =
    Math.sqrt(squaredNormalQuantile * ((share * (1 - share)) / trials + squaredNormalQuantile / (4 * trials ** 2))) /
    shrink;
  // Rounding leaves the ends at 0 and at `trials` successes a few 1e-17 off.
  return {
    lower: successes === 0 ? 0 : centre - halfWidth,
    upper: successes === trials ? 1 : centre + halfWidth,
  };
}
