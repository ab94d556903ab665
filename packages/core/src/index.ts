export { DofError, isDofError } from './errors/dof-error.js';
export { ERROR_CODES, type ErrorCode } from './errors/error-codes.js';
export { errorCode, errorMessage } from './errors/error-code.js';
export { fillNormal, normalFromBits } from './random/normal.js';
export { randomOrder } from './random/random-order.js';
export { keyFromSeed, splitKey } from './random/split-key.js';
export { runKey, type RunPurpose } from './random/split-key.js';
export { threefry } from './random/threefry.js';
export { fillTruncatedNormal, TRUNCATED_NORMAL_DEVIATION } from './random/truncated-normal.js';
export { drawFastfood, type FastfoodDraw } from './projections/draw-fastfood.js';
export { drawHadamard, type HadamardDraw } from './projections/draw-hadamard.js';
export { plainLinearMap } from './projections/plain-linear-map.js';
export { gaussianColumn, randomSigns, roundedGaussianColumn } from './projections/random-columns.js';
export { projectionTraits, requireProjection, type ProjectionTraits } from './projections/projection-traits.js';
export { sparseColumn, type SparseColumn } from './projections/sparse-column.js';
export type { AnalysisSettings } from './contracts/experiment.js';
export type {
  DesignStrategy,
  SearchDecision,
  SearchEnd,
  SearchGoal,
  SearchState,
  SearchTrial,
} from './contracts/design-strategy.js';
export type { BackendDescription, Backend } from './contracts/backend.js';
export type {
  Augmentation,
  SplitName,
  DataSplit,
  Labels,
  Dataset,
  DatasetFetchEvent,
  Standardisation,
  DatasetProvider,
} from './contracts/dataset.js';
export type { BurnInTask, TrainTask, PrepareTask, Task, TaskEvent, Executor } from './contracts/executor.js';
export type {
  PlannedRun,
  DecidedOptions,
  ExperimentEvent,
  SearchProgress,
  SharedWorkKind,
} from './contracts/experiment-event.js';
export type { EngineModel, EngineModelReference, ModelFile } from './contracts/engine-model.js';
export type { Json, JsonObject } from './contracts/json.js';
export { jsonObjectSchema, jsonSchema, sha256Schema } from './contracts/json-schema.js';
export { LAYER_TYPES, modelSpecSchema } from './contracts/model-spec-schema.js';
export {
  filedManifestSchema,
  preparationCostSchema,
  preparedManifestSchema,
  type FiledManifest,
  type PreparedManifest,
} from './contracts/prepared-manifest.js';
export { runSpecificationSchema } from './contracts/run-specification-schema.js';
export { trainingRecipeSchema } from './contracts/training-recipe-schema.js';
export type {
  ColumnPass,
  GaussianProjection,
  RoundedGaussianProjection,
  RegeneratedGaussianProjection,
  RademacherProjection,
  SparseProjection,
  HadamardProjection,
  FastfoodProjection,
  ProjectionSpec,
  ProjectionKind,
  MatrixForm,
  LinearMap,
  SynchronousLinearMap,
} from './contracts/linear-map.js';
export type {
  MethodCapabilities,
  AttainableDegreesOfFreedom,
  Prepared,
  PreparationCost,
  Start,
  PrepareContext,
  ReparametriseContext,
  DofReductionMethod,
} from './contracts/method.js';
export type { FormattedModel, ModelFormat, ModelFormatContext } from './contracts/model-format.js';
export type { ModelShape, ModelProvider } from './contracts/model-provider.js';
export type { SingularDirections, SingularDirectionsOptions } from './contracts/singular-directions.js';
export { ACTIVATIONS } from './contracts/model-spec.js';
export type {
  LayerSpec,
  Conv2dSpec,
  DenseSpec,
  ActivationName,
  ActivationSpec,
  PlainActivationSpec,
  GeluSpec,
  LeakyReluSpec,
  Pool2dSpec,
  AveragePool2dSpec,
  MaxPool2dSpec,
  GlobalPool2dSpec,
  FlattenSpec,
  BatchNormSpec,
  LayerNormSpec,
  ResidualSpec,
  LossName,
  ModelSpec,
} from './contracts/model-spec.js';
export type { Batch, CompileOptions, Evaluation, Objective } from './contracts/objective.js';
export type { OptionsIssue, OptionsResult, OptionsSchema } from './contracts/options-schema.js';
export type { ParameterKind, ParameterSegment, ParameterLayout } from './contracts/parameter-layout.js';
export type { RandomKey } from './contracts/random-key.js';
export type {
  AdapterForm,
  AdaptersForm,
  AffineForm,
  AllForm,
  ChosenForm,
  Reparametrisation,
  ReparametrisationForm,
  TrainingPass,
} from './contracts/reparametrisation.js';
export type { ReportInput, Reporter } from './contracts/reporter.js';
export type { TunedChoice, TunedRate, TunedTraining, TuneRequest, TuningRecord } from './contracts/tuning.js';
export type { RunStore, WorkClaim } from './contracts/run-store.js';
export {
  WEIGHTS_LAYOUTS,
  type ReadWeights,
  type WeightsContext,
  type WeightsLayout,
  type WeightsReader,
} from './contracts/weights-reader.js';
export type {
  PluginReference,
  DataReference,
  InitialStart,
  BurnInStart,
  WeightsStart,
  StartSpecification,
  EvaluationSchedule,
  RunSpecification,
  HistoryEntry,
  BestValues,
  RunStatus,
  RecommendedTraining,
  StoppingRule,
  StopReason,
  MachineDescription,
  RunResult,
} from './contracts/run.js';
export type {
  AdamSpecification,
  AdamWSpecification,
  AdamConstantCorrectionSpecification,
  MomentumSpecification,
  OptimizerSpecification,
  LearningRateBoundary,
  LearningRateSchedule,
  CosineSchedule,
  ConstantSchedule,
  TrainingRecipe,
} from './contracts/training-recipe.js';
export type { TypedArray } from './contracts/array-types.js';
export { ARRAY_TYPES, ARRAY_TYPE_NAMES, arrayTypeName, type ArrayTypeName } from './contracts/array-types.js';
export { forwardOperations } from './model/forward-operations.js';
export { layerShapes, walkLayers, type ShapedLayer } from './model/layer-shapes.js';
export { convolutionZeros, type LayerShape } from './model/output-shape.js';
export { chooseModel } from './model/choose-model.js';
export { parameterLayout } from './model/parameter-layout.js';
export { initialiseParameters } from './model/initialise-parameters.js';
export { createContainer } from './injection/containers.js';
export { Tokens } from './injection/tokens.js';
export { CONTRACT_VERSION } from './contracts/contract-version.js';
export { freshRunStore } from './store/fresh-run-store.js';
export { csvField, plainJson, plainLines, plainText } from './files/plain-text.js';
export { replaceFileSync } from './files/replace-file-sync.js';
export { requireNoLinks } from './files/require-no-links.js';
export { forwardBackend, forwardLinearMap, forwardObjective, forwardRunStore } from './forwarding/forward-contracts.js';
export { memoryRunStore } from './store/memory-run-store.js';
export { packCoordinates, putCoordinates, storedCoordinates, unpackCoordinates } from './store/stored-coordinates.js';
export { partSharing } from './store/part-sharing.js';
export { datasetContentHash, type DatasetContent } from './hashing/dataset-content-hash.js';
export { requireFittingData } from './model/require-fitting-data.js';
export { requireUsable } from './model/require-usable.js';
export { canonicalJson } from './hashing/canonical-json.js';
export { contentHash, coordinatesKey, preparationKey, runHash, startKey } from './hashing/content-hash.js';
export type {
  Experiment,
  FormattedModelFile,
  MethodRequest,
  ModelRequest,
  PluginRequest,
  SearchRequest,
  SettledExperiment,
} from './contracts/experiment.js';
export type { NamedStart, StartRequest } from './contracts/start-request.js';
export {
  experimentJsonSchema,
  loneMethodSchema,
  type ExperimentInput,
  type ExperimentSections,
} from './experiment/experiment-schema.js';
export { trainingSchema, trainingSchemaWith } from './experiment/training-schema.js';
export { parseExperiment, type ExperimentOrigin, type ExperimentWith } from './experiment/parse-experiment.js';
export type { ReadExperimentOptions } from './experiment/read-experiment.js';
export {
  measurePreparation,
  measureRun,
  methodPreparations,
  planExperiment,
  readExperiment,
  resolveExperiment,
  runExperiment,
  trainedParameters,
} from './late/late-api.js';
export { inProcessExecutor, workerPoolExecutor } from './late/late-executors.js';
export { lateObservable } from './late/late-observable.js';
export { requireMemory } from './execution/require-memory.js';
export { withLearningRate } from './optimizers/learning-rate.js';
export { createFullSpaceOptimizer } from './optimizers/create-full-space-optimizer.js';
export { createOptimizer } from './optimizers/create-optimizer.js';
export { learningRateAt } from './optimizers/learning-rate.js';
export type { Optimizer, UpdateCoordinates } from './optimizers/create-optimizer.js';
export { suggestion, nearMatches } from './errors/near-matches.js';
export { hashModuleFile, hashPath } from './plugins/hash-code.js';
export {
  packageHash,
  packageOf,
  resolvePackage,
  withUsedPackages,
  type InstalledPackage,
} from './plugins/package-code.js';
export { parseOptions } from './plugins/parse-options.js';
export type { Named, PluginKind, PluginModule } from './plugins/plugin-kind.js';
export { PluginRegistry, type Discovery } from './plugins/plugin-registry.js';
export type { Shard } from './pipeline/shard-runs.js';
export type { ResolvedExperiment } from './pipeline/resolution/resolve-experiment.js';
export { finishedRuns } from './pipeline/finished-runs.js';
export { neededWork, type NeededWork } from './pipeline/stored-preparations.js';
export { weightsStart, type GivenWeights } from './pipeline/weights-start.js';
export type { ExperimentPlan, PlannedSearch } from './pipeline/plan-experiment.js';
export type { MethodPreparations, PreparationRequest } from './pipeline/method-preparations.js';
export type { MethodRun } from './pipeline/plan-runs.js';
export type { MeasuredRun, MeasureRunOptions } from './measurement/measure-run.js';
export type { MeasuredPreparation, MeasurePreparationOptions } from './measurement/measure-preparation.js';
export type { TrainedParameters, TrainedParametersOptions } from './pipeline/trained-parameters.js';
export { requestedSeries, type RequestedSeries } from './pipeline/requested-series.js';
export type { ExperimentEnvironment } from './pipeline/run-experiment.js';
export { burnIn, type BurnInContext } from './training/burn-in.js';
export { bestValues } from './training/best-values.js';
export { trainFullSpace, type FullSpaceTraining } from './training/train-full-space.js';
export { requireWholeBatch, trainingBatches } from './training/training-batches.js';
export type { CoordinatesAt, TrainedCoordinates } from './training/trained-coordinates.js';
export { trainRun, type TrainingContext, type TrainingOutcome } from './training/train-run.js';
export { filledText } from './validation/strict-object.js';
export { strictObject } from './validation/strict-object.js';
export { plainProblems, type PlainProblem } from './validation/plain-problems.js';
export {
  describeAttainable,
  isAttainable,
  requireAttainable,
} from './reparametrisation/attainable-degrees-of-freedom.js';
export { affineReparametrisation } from './reparametrisation/affine-reparametrisation.js';
export { groupIntoSeries, seriesByHash, type RunSeries } from './series/group-into-series.js';
export { tunedMembers } from './series/tuned-members.js';
export { labelsByKey, type Keyed } from './series/labels-by-key.js';
export type { SeriesMember } from './series/series-key.js';
export { seriesStart, shortStartLabel, startLabel, startLabels, type SeriesStart } from './series/series-start.js';
