export { referenceEvaluation } from './reference/reference-evaluation.js';
export { referenceLinearMap } from './reference/reference-linear-map.js';
export { referenceLossAndGradient, type ReferenceResult } from './reference/reference-loss-and-gradient.js';
export { referenceOutputs } from './reference/reference-outputs.js';
export { referencePullback } from './reference/reference-pullback.js';
export { referenceObjective } from './reference/reference-objective.js';
export { ReferenceBackend } from './reference/reference-backend.js';
export { roundingMovement, type RoundingMovement } from './reference/rounding-movement.js';
export { standardisedExamples, type StandardisedExamples } from './reference/standardised-examples.js';
export { referenceKinkMargin } from './reference/reference-kink-margin.js';
export { arbitraryModel, type ArbitraryModelOptions } from './data/arbitrary-model.js';
export { drawAwayFromKinks } from './data/draw-away-from-kinks.js';
export { drawBatchesAwayFromKinks } from './data/draw-batches-away-from-kinks.js';
export { normalArray } from './data/normal-array.js';
export { randomDataset, type RandomDatasetShape } from './data/random-dataset.js';
export { randomParameters } from './data/random-parameters.js';
export {
  backendClauses,
  backendContract,
  backendSubject,
  type BackendContractOptions,
} from './contract/backend-contract.js';
export type { BackendSubject } from './contract/backend/backend-subject.js';
export { LAYER_FAMILIES, type LayerFamily } from './contract/backend/layer-families.js';
export type { ContractClause } from './contract/contract-clause.js';
export { ContractViolation } from './contract/contract-violation.js';
export type { TestApi } from './contract/test-api.js';
export {
  methodClauses,
  methodContract,
  methodSubject,
  type MethodContractOptions,
} from './method-contract/method-contract.js';
export { smallModels, type MethodSubject } from './method-contract/method-subject.js';
export {
  syntheticExperiment,
  type SyntheticExperiment,
  type SyntheticOptions,
} from './pipeline/synthetic-experiment.js';
export {
  datasetClauses,
  datasetContract,
  datasetSubject,
  type DatasetContractOptions,
  type DatasetSubject,
} from './dataset-contract/dataset-contract.js';
