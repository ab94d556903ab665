export { register, type InstanceRegistry } from './register.js';
export { TfjsBackend } from './tfjs-backend.js';
