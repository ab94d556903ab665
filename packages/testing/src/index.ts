export { referenceEvaluation } from './reference/reference-evaluation.js';
export { referenceLinearMap } from './reference/reference-linear-map.js';
export {
  referenceLossAndGradient,
  type ReferenceResult,
  referenceKinkMargin,
} from './reference/reference-loss-and-gradient.js';
export { referenceOutputs, referencePullback } from './reference/reference-outputs.js';
export { referenceObjective } from './reference/reference-objective.js';
export { referenceSingularDirections } from './reference/reference-singular-directions.js';
export { ReferenceBackend } from './reference/reference-backend.js';
export { roundingMovement, type RoundingMovement } from './reference/rounding-movement.js';
export { standardisedExamples, type StandardisedExamples } from './reference/standardised-examples.js';
export { arbitraryModel, type ArbitraryModelOptions } from './problems/arbitrary-model.js';
export { drawAwayFromKinks, drawBatchesAwayFromKinks } from './problems/draw-away-from-kinks.js';
export { normalArray } from './problems/random-arrays.js';
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
export { type ContractClause, ContractViolation, type TestApi } from './clauses/contract-clause.js';
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
export { runStoreClauses, runStoreContract, runStoreSubject } from './store/run-store-contract.js';
export type { RunStoreSubject } from './store/run-store-subject.js';
export { arbitraryPrepared, arbitraryRunResult } from './store/arbitrary-stored.js';
export { exampleResult } from './store/example-result.js';
export {
  executorClauses,
  executorContract,
  executorSubject,
  type ExecutorContractOptions,
} from './executor/executor-contract.js';
export type { ExecutorSubject } from './executor/executor-subject.js';
export { registerContractPlugins } from './executor/contract-plugins.js';
export { modelClauses } from './model/model-clauses.js';
export type { ModelSubject } from './model/model-subject.js';
export { modelContract, modelSubject, type ModelContractOptions } from './model/model-contract.js';
