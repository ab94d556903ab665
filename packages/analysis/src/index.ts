export type { Direction, Trial, TrialTable } from './trials/trial.js';
export { countSuccesses, type SuccessCount } from './trials/count-successes.js';
export type { Design } from './statistics/contradicts-target.js';
export { lossLevelsFor, type LossLevelsOptions } from './trials/loss-levels-for.js';
export type { BinomialIntervalName } from './statistics/binomial-interval.js';
export {
  successProbability,
  type SuccessProbability,
  type SuccessProbabilityOptions,
} from './trials/success-probability.js';
export type {
  CensoredThreshold,
  FitName,
  FittedProbability,
  IntervalSource,
  MeasuredThreshold,
  StoppedThreshold,
  ThresholdTrainingDimension,
  UnknownThreshold,
} from './threshold/threshold.js';
export {
  thresholdFromCounts,
  thresholdTrainingDimension,
  type IntervalName,
  type ThresholdOptions,
} from './threshold/threshold-training-dimension.js';
export { describeInterval, describeThreshold, roundedThreshold } from './threshold/describe-threshold.js';
export { runsToBound, type BoundOptions, type RunsToBound } from './threshold/interval/runs-to-bound.js';
export { expectedChi } from './theory/width/expected-chi.js';
export { ballWidth, subspaceWidth } from './theory/width/closed-widths.js';
export { ellipsoidWidth, ellipsoidWidthBounds, type EllipsoidWidthBounds } from './theory/width/ellipsoid-width.js';
export { circularConeWidth, sphericalCapWidth } from './theory/width/spherical-cap-width.js';
export {
  monteCarloWidth,
  type MonteCarloWidth,
  type MonteCarloWidthOptions,
} from './theory/width/monte-carlo-width.js';
export {
  escapeProbabilityBound,
  largestEscapedDegreesOfFreedom,
  type EscapeBound,
  type EscapeOptions,
} from './theory/escape/escape-probability.js';
export {
  localAngularDimension,
  thresholdFromAngularDimension,
  type LocalAngularDimension,
  type ThresholdWithInterval,
} from './theory/escape/local-angular-dimension.js';
export {
  flatSpectrum,
  logUniformSpectrum,
  powerLawSpectrum,
  spikedSpectrum,
  twoLevelSpectrum,
  type TwoLevelSpectrumOptions,
} from './theory/well/spectra.js';
export { startingLoss, type QuadraticWell, type WellStart } from './theory/well/quadratic-well.js';
export { quadraticWellWidth, type QuadraticWellWidth } from './theory/well/quadratic-well-width.js';
export { asymptoticLeastLoss, effectiveDimension, subspaceShift } from './theory/well/asymptotic-least-loss.js';
export { asymptoticThreshold } from './theory/well/asymptotic-threshold.js';
export {
  constrainedWellLeastLosses,
  leastLossesAlongColumns,
  wellLeastLosses,
  type SubspaceQuadratic,
} from './theory/well/least-losses-along-columns.js';
export { medianAsymptoticThreshold } from './theory/well/median-asymptotic-threshold.js';
export { largestCosineOfWell } from './theory/well/largest-cosine.js';
export { drawLeastLoss } from './theory/well/draw-least-loss.js';
export { drawThresholds } from './theory/well/draw-thresholds.js';
export { medianWithInterval, type MedianWithInterval } from './theory/well/median-with-interval.js';
export {
  simulateWell,
  studyWell,
  type WellAnswer,
  type WellStudyOptions,
  type WellSimulationOptions,
  type WellStudy,
} from './theory/well/well-study.js';
export { parseSpectrum, SPECTRUM_FORMS } from './theory/well/parse-spectrum.js';
export type { SymmetricOperator } from './prediction/curvature/symmetric-operator.js';
export type { CurvaturePoint } from './prediction/curvature/curvature-point.js';
export { hessianOperator } from './prediction/curvature/hessian-operator.js';
export { gaussNewtonOperator, type GaussNewtonPoint } from './prediction/curvature/gauss-newton-operator.js';
export { chooseStep, type ChosenStep } from './prediction/curvature/finite-difference-step.js';
export { lanczos, type LanczosOptions, type Tridiagonal } from './prediction/lanczos/lanczos.js';
export { gaussQuadrature, type Quadrature } from './prediction/lanczos/gauss-quadrature.js';
export { spectralMeasure, type SpectralMeasure } from './prediction/lanczos/spectral-measure.js';
export {
  stochasticLanczosQuadrature,
  type QuadratureOptions,
} from './prediction/lanczos/stochastic-lanczos-quadrature.js';
export { type Estimate, effectiveDimensionEstimate, remainingLoss } from './prediction/threshold/spectral-estimates.js';
export {
  predictedThreshold,
  type PredictedThreshold,
  type PredictedWell,
  type PredictionStatus,
} from './prediction/threshold/predicted-threshold.js';
export {
  predictWells,
  type CurvatureName,
  type PredictedWells,
  type PredictWellsOptions,
} from './prediction/predict-wells.js';
export {
  predictExperiment,
  type PredictionOptions,
  type PredictionStage,
  type SeedPrediction,
  type StartPrediction,
} from './prediction/predict-experiment.js';
export {
  combinePredictions,
  type CombinedPrediction,
  type CombinedThreshold,
} from './prediction/combine-predictions.js';
export { predictionSettings, type PredictionSettings } from './prediction/prediction-settings.js';
export { experimentSections, type AnalysedExperiment } from './experiment-sections.js';
export { askedLevels, drawnLevels } from './prediction/predicted-levels.js';
export { benchmarkSettings, type BenchmarkSettings } from './comparison/benchmark-settings.js';
export { compareMethods, type CompareMethodsOptions } from './comparison/compare-methods.js';
export type { Comparison, ComparisonEntry, ComparisonLevel, DifferenceAtD } from './comparison/comparison.js';
export { mergeComparisons } from './comparison/merge-comparisons.js';
export { tuneExperiment, tunedRates, tuningRecord, type TunedMethod } from './comparison/tune-experiment.js';
export { bestLearningRate, endOfRates, tuneLearningRates, tuningExperiment } from './comparison/tune-learning-rates.js';
export {
  readRunTable,
  type RunTable,
  type RunTableOptions,
  type RunTableRow,
  type TableSeries,
} from './run-table/read-run-table.js';
export { RUN_COLUMNS, type ColumnNames, type RunColumn, type SettingName } from './run-table/run-columns.js';
export type { ColumnChoice } from './run-table/setting-columns.js';
export type { SeriesTrials } from './run-table/rows-to-trials.js';
export { checkLevel } from './run-table/check-level.js';
export {
  compareThresholds,
  SEEDS_NEEDED,
  type ComparisonOptions,
  type ComparisonVerdict,
  type ThresholdComparison,
} from './comparison/compare-thresholds.js';
export { adaptiveSearch } from './search/adaptive-search.js';
export {
  anchoredTraining,
  type AnchoredPath,
  type AnchoredPoint,
  type AnchoredTraining,
  type PenaltyRange,
} from './sub-level-set/anchored-training.js';
export type { LeastAngle, SearchLimit } from './sub-level-set/distance-search.js';
export { searchAngles, type AngleSearch, type DirectionAngles } from './sub-level-set/search-angles.js';
export { subLevelSetWidths, type SubLevelSetWidth, type WidthOptions } from './sub-level-set/sub-level-set-width.js';
export { measureWidth, type MeasureWidthOptions } from './sub-level-set/measure-width.js';
export { measureExperimentWidths, type ExperimentWidthsOptions } from './sub-level-set/measure-experiment-widths.js';
export type { StartWidths, WidthDirection, WidthEvent } from './sub-level-set/width-event.js';
export { widthSettings, type WidthSettings } from './sub-level-set/width-settings.js';
export { register } from './register.js';
