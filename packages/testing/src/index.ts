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
export { arbitraryModel, type ArbitraryModelOptions } from './problems/arbitrary-model.js';
export { drawAwayFromKinks } from './problems/draw-away-from-kinks.js';
export { drawBatchesAwayFromKinks } from './problems/draw-batches-away-from-kinks.js';
export { normalArray } from './problems/normal-array.js';
export { randomDataset, type RandomDatasetShape } from './problems/random-dataset.js';
export { randomParameters } from './problems/random-parameters.js';
export {
  backendClauses,
  backendContract,
  backendSubject,
  type BackendContractOptions,
} from './backend/backend-contract.js';
export type { BackendSubject } from './backend/backend-subject.js';
export { LAYER_FAMILIES, type LayerFamily } from './backend/layer-families.js';
export type { ContractClause } from './clauses/contract-clause.js';
export { ContractViolation } from './clauses/contract-violation.js';
export type { TestApi } from './clauses/test-api.js';
export { methodClauses, methodContract, methodSubject, type MethodContractOptions } from './method/method-contract.js';
export { smallModels, type MethodSubject } from './method/method-subject.js';
export { trackedBackend, type TrackedBackend } from './method/tracked-backend.js';
export {
  syntheticExperiment,
  type SyntheticExperiment,
  type SyntheticOptions,
} from './problems/synthetic-experiment.js';
export {
  datasetClauses,
  datasetContract,
  datasetSubject,
  type DatasetContractOptions,
  type DatasetSubject,
} from './dataset/dataset-contract.js';
