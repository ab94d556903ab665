/** What needs TensorFlow.js itself: loaded at an engine's first use, since loading it takes a second. */
export { startEngine, useEngine } from './engine/start-engine.js';
export { compileLayerList, compileLayersModel } from './objective/compile-objective.js';
export { readLayersModel } from './layers-model/read-layers-model.js';
