export type { Direction, Trial, TrialTable } from './trials/trial.js';
export { countSuccesses, type SuccessCount } from './trials/count-successes.js';
export { lossLevelsFor, type LossLevelsOptions } from './trials/loss-levels-for.js';
export type { BinomialIntervalName } from './statistics/binomial-interval.js';
export {
  successProbability,
  type SuccessProbability,
  type SuccessProbabilityOptions,
} from './success/success-probability.js';
export type {
  CensoredThreshold,
  FittedProbability,
  MeasuredThreshold,
  ThresholdTrainingDimension,
  UnknownThreshold,
} from './threshold/threshold.js';
export { thresholdTrainingDimension, type ThresholdOptions } from './threshold/threshold-training-dimension.js';
export { describeInterval, describeThreshold } from './threshold/describe-threshold.js';
