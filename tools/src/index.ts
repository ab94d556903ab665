export { methodGenerator } from './generators/method/method-generator.js';
export type { MethodGeneratorOptions } from './generators/method/method-generator-options.js';
export { GeneratorError } from './generators/method/generator-error.js';
