export { register, type InstanceRegistry } from './register.js';
export type { MakeLayersModel, Tfjs } from './layers-model/model-module.js';
export { TfjsBackend, type TfjsBackendOptions } from './tfjs-backend.js';
export type { EngineVariant } from './engine/engine-description.js';
