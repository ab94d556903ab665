export { register } from './register.js';
export type { MakeLayersModel, Tfjs } from './layers-model/load-layers-model.js';
export { TfjsBackend, type TfjsBackendOptions } from './tfjs-backend.js';
export type { EngineVariant } from './engine/choose-engine.js';
