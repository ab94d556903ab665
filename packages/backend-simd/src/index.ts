export { availableEngines } from './engine/choose-engine.js';
export { CONVOLUTION_KERNELS, type ConvolutionKernels } from './engine/convolution-kernels.js';
export { ENGINE_NAMES, type EngineName } from './engine/engine-name.js';
export { register } from './register.js';
export { SimdBackend, type SimdBackendOptions } from './simd-backend.js';
