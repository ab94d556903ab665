export { register, type InstanceRegistry } from './register.js';
export { SimdBackend } from './simd-backend.js';
