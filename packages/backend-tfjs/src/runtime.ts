/** What needs TensorFlow.js itself: loaded at an engine's first use, since loading it takes a second. */
export { startEngine, useEngine } from './engine/start-engine.js';
export { compileLayerList } from './objective/compile-layer-list.js';
export { compileLayersModel } from './objective/compile-layers-model.js';
export { readLayersModel } from './layers-model/read-layers-model.js';
