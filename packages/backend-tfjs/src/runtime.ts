/** What needs TensorFlow.js itself: loaded at an engine's first use, since loading it takes a second. */
export { startEngine } from './engine/start-engine.js';
export { compileLayerList } from './objective/compile-layer-list.js';
