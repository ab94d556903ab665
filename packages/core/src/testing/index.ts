export { referenceEvaluation } from './reference/reference-evaluation.js';
export { referenceLinearMap } from './reference/reference-linear-map.js';
export { referenceLossAndGradient, type ReferenceResult } from './reference/reference-loss-and-gradient.js';
export { referenceObjective } from './reference/reference-objective.js';
export { ReferenceBackend } from './reference/reference-backend.js';
export { standardisedExamples, type StandardisedExamples } from './reference/standardised-examples.js';
