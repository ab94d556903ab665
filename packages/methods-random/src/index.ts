export { random } from './random.js';
export { randomOptions, type RandomOptions } from './random-options.js';
export { register } from './register.js';
