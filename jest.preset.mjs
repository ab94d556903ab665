import { readFileSync, readdirSync } from 'node:fs';
import process from 'node:process';

// One entry for every way into a package: jest does not fill in capture groups where a module is resolved without being
// loaded.
const sources = Object.fromEntries(
  readdirSync(new URL('./packages', import.meta.url)).flatMap((name) => {
    const { exports } = JSON.parse(readFileSync(new URL(`./packages/${name}/package.json`, import.meta.url), 'utf8'));
    return Object.entries(exports)
      .filter(([, target]) => target.default?.startsWith('./dist/'))
      .map(([way, { default: built }]) => [
        `^@dof/${name}${way.slice(1)}$`,
        built.replace(/^\.\/dist\/(.*)\.js$/, `<rootDir>/../${name}/src/$1.ts`),
      ]);
  }),
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
  // Minutes long, and run by themselves: `npm run test:thorough`.
  testPathIgnorePatterns: process.env['DOF_THOROUGH'] === '1' ? [] : ['\\.thorough\\.spec\\.ts$'],
  testMatch: ['<rootDir>/src/**/*.spec.ts', '<rootDir>/test/**/*.spec.ts'],
  transform: { '^.+\\.ts$': ['@swc/jest', swc] },
  moduleNameMapper: {
    '^(\\.{1,2}/.*)\\.js$': '$1',
    ...sources,
  },
  // Machines are shared and noisy: a slow test is not a failed one.
  testTimeout: 60_000,
};
