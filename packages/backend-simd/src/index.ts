export { availableEngines } from './engine/choose-engine.js';
export { ENGINE_NAMES, type EngineName } from './engine/engine-name.js';
export { register } from './register.js';
export { SimdBackend, type SimdBackendOptions } from './simd-backend.js';
