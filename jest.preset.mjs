import { readdirSync } from 'node:fs';

// One entry a package: jest does not fill in capture groups where a module is resolved without being loaded.
const sources = Object.fromEntries(
  readdirSync(new URL('./packages', import.meta.url)).map((name) => [
    `^@dof/${name}$`,
    `<rootDir>/../${name}/src/index.ts`,
  ]),
);

const swc = {
  swcrc: false,
  jsc: {
    target: 'es2022',
    parser: { syntax: 'typescript', decorators: true },
    transform: { legacyDecorator: true, decoratorMetadata: true },
  },
  module: { type: 'es6' },
  sourceMaps: 'inline',
};

/**
 * One jest configuration for every package: sources are compiled by swc as ES modules, and `@dof/*` resolves to the
 * packages' sources, so tests never run against a stale build.
 */
export default {
  testEnvironment: 'node',
  extensionsToTreatAsEsm: ['.ts'],
  testMatch: ['<rootDir>/src/**/*.spec.ts', '<rootDir>/test/**/*.spec.ts'],
  transform: { '^.+\\.ts$': ['@swc/jest', swc] },
  moduleNameMapper: {
    '^(\\.{1,2}/.*)\\.js$': '$1',
    '^@dof/analysis/parse-spectrum$': '<rootDir>/../analysis/src/theory/well/parse-spectrum.ts',
    '^@dof/core/errors$': '<rootDir>/../core/src/errors/index.ts',
    '^@dof/core/testing$': '<rootDir>/../core/src/testing/index.ts',
    ...sources,
  },
  setupFiles: ['reflect-metadata'],
  // Machines are shared and noisy: a slow test is not a failed one.
  testTimeout: 60_000,
};
