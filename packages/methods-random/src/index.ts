export { full } from './full.js';
export { random } from './random.js';
export { randomOptions, type RandomOptions } from './random-options.js';
export { resolveProjection } from './random-options.js';
export { register } from './register.js';
