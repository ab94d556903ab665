/** Trials and successes at one position of an ordered list. */
export interface BinomialCount {
  readonly trials: number;
  readonly successes: number;
}

/** log p^successes (1 - p)^failures, without the binomial coefficient; 0 log 0 counts as 0. */
export function binomialLogLikelihood({ trials, successes }: BinomialCount, probability: number): number {
  const failures = trials - successes;
  return (
    (successes === 0 ? 0 : successes * Math.log(probability)) +
    (failures === 0 ? 0 : failures * Math.log1p(-probability))
  );
}
